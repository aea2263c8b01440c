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
    /** Whoever waits longer waits for a receiver: the stream's own meters tell. */
    private static final Duration LONGEST_STAGE = Duration.ofMinutes(1);

    private final MeterRegistry registry;
    private final Timer setAcknowledged;
    private final StreamMeters streams;
    private final Counter pushRetried;
    private final Counter setDeadLettered;
    private final Counter pollAnswered;
    private final Counter circuitOpened;

    /** @param streams how many have meters of their own */
    TransmitterMeters(MeterRegistry registry, int streams) {
        this.registry = registry;
        this.streams = new StreamMeters(registry, streams);
        this.pushRetried = counter("push-retried", "Pushes that were not the first of their SET");
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
    public void eventRefused(String tenant) {
        Counter.builder(PREFIX + "event-refused")
                .description("Events that did not fit their definition and were set aside")
                .tag("tenant", tenant)
                .register(registry)
                .increment();
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
    public void signed(String algorithm, String provider) {
        Counter.builder(PREFIX + "signed")
                .description("Signatures")
                .tag("algorithm", algorithm)
                .tag("provider", provider)
                .register(registry)
                .increment();
    }

    @Override
    public void pushRetried(String streamId, String tenant) {
        pushRetried.increment();
        streams.retried(streamId, tenant);
    }

    @Override
    public void deliveryStage(String streamId, String tenant, String stage, Duration took) {
        Timer.builder(PREFIX + "delivery-stage")
                .description("How long acknowledged SETs spent in each stage")
                .tag("stage", stage)
                .publishPercentileHistogram()
                .maximumExpectedValue(LONGEST_STAGE)
                .register(registry)
                .record(took);
        streams.stage(streamId, tenant, stage, took);
    }

    @Override
    public void streamSetDropped(String streamId, String tenant, String reason) {
        streams.dropped(streamId, tenant, reason);
    }

    @Override
    public void streamBacklog(String streamId, String tenant, long sets, Duration oldest) {
        streams.backlog(streamId, tenant, sets, oldest);
    }

    @Override
    public void streamCircuit(String streamId, String tenant, String state) {
        streams.circuit(streamId, tenant, state);
    }

    @Override
    public void streamGone(String streamId) {
        streams.gone(streamId);
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
