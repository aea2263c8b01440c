// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tocsin.transmitter.metrics.TransmitterMetrics;
import java.time.Duration;

/** What the transmitter counts, as meters. */
public final class TransmitterMeters implements TransmitterMetrics {
    private static final String PREFIX = "tocsin.transmitter.";
    private final MeterRegistry registry;
    private final Timer setAcknowledged;
    private final Counter setDeadLettered;
    private final Counter pollAnswered;
    private final Counter circuitOpened;

    public TransmitterMeters(MeterRegistry registry) {
        this.registry = registry;
        this.setAcknowledged = Timer.builder(PREFIX + "set-acknowledged")
                .publishPercentileHistogram()
                .register(registry);
        this.setDeadLettered = registry.counter(PREFIX + "set-dead-lettered");
        this.pollAnswered = registry.counter(PREFIX + "poll-answered-sets");
        this.circuitOpened = registry.counter(PREFIX + "circuit-opened");
    }

    @Override
    public void eventFannedOut(String tenant, int streams) {
        registry.counter(PREFIX + "event-fanned-out", "tenant", tenant).increment();
        registry.counter(PREFIX + "set-enqueued", "tenant", tenant).increment(streams);
    }

    @Override
    public void duplicateEventDropped(String tenant) {
        registry.counter(PREFIX + "duplicate-event-dropped", "tenant", tenant).increment();
    }

    @Override
    public void pushAttempted(String outcome, Duration took) {
        registry.timer(PREFIX + "push-attempted", "outcome", outcome).record(took);
    }

    @Override
    public void setAcknowledged(Duration age) {
        setAcknowledged.record(age);
    }

    @Override
    public void setDeadLettered() {
        setDeadLettered.increment();
    }

    @Override
    public void setDropped(String reason) {
        registry.counter(PREFIX + "set-dropped", "reason", reason).increment();
    }

    @Override
    public void pollAnswered(int sets) {
        pollAnswered.increment(sets);
    }

    @Override
    public void circuitOpened() {
        circuitOpened.increment();
    }

    @Override
    public void requestRefused(int status) {
        registry.counter(PREFIX + "request-refused", "status", Integer.toString(status))
                .increment();
    }
}
