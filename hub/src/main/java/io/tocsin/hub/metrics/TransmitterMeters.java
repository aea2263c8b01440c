// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tocsin.transmitter.metrics.TransmitterMetrics;
import java.time.Duration;

/** What the transmitter counts, as meters. */
final class TransmitterMeters implements TransmitterMetrics {
    static final String PREFIX = "tocsin.transmitter.";
    private final MeterRegistry registry;
    private final Timer setAcknowledged;
    private final Counter setDeadLettered;
    private final Counter pollAnswered;
    private final Counter circuitOpened;

    TransmitterMeters(MeterRegistry registry) {
        this.registry = registry;
        this.setAcknowledged = Timer.builder(PREFIX + "set-acknowledged")
                .description("Acknowledged SETs, and the time since each was enqueued")
                .publishPercentileHistogram()
                .register(registry);
        this.setDeadLettered = counter("set-dead-lettered", "SETs that a receiver refused for good");
        this.pollAnswered = counter("poll-answered-sets", "SETs handed out by polls, repeats included");
        this.circuitOpened = counter("circuit-opened", "Times that a stream's receiver failed too often in a row");
    }

    private Counter counter(String name, String description) {
        return Counter.builder(PREFIX + name).description(description).register(registry);
    }

    @Override
    public void eventFannedOut(String tenant, int streams) {
        Counter.builder(PREFIX + "event-fanned-out")
                .description("Events that were matched with streams")
                .tag("tenant", tenant)
                .register(registry)
                .increment();
        Counter.builder(PREFIX + "set-enqueued")
                .description("SETs that were put on a stream's outbox for an event")
                .tag("tenant", tenant)
                .register(registry)
                .increment(streams);
    }

    @Override
    public void duplicateEventDropped(String tenant) {
        Counter.builder(PREFIX + "duplicate-event-dropped")
                .description("Events that came again under an id already enqueued")
                .tag("tenant", tenant)
                .register(registry)
                .increment();
    }

    @Override
    public void pushAttempted(String outcome, Duration took) {
        Timer.builder(PREFIX + "push-attempted")
                .description("Pushes, and how long the receiver took to answer")
                .tag("outcome", outcome)
                .register(registry)
                .record(took);
    }

    @Override
    public void signed(String algorithm, String provider) {
        registry.counter(PREFIX + "signed", "algorithm", algorithm, "provider", provider)
                .increment();
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
        Counter.builder(PREFIX + "set-dropped")
                .description("SETs given up by us")
                .tag("reason", reason)
                .register(registry)
                .increment();
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
        Counter.builder(PREFIX + "request-refused")
                .description("Requests to the SSF API that were refused")
                .tag("status", Integer.toString(status))
                .register(registry)
                .increment();
    }
}
