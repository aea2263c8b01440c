// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.tocsin.hub.inbound.Inbound;
import io.tocsin.hub.inbound.InboundMetrics;
import io.tocsin.receiver.StreamHealth;

/** What the inbound role counts, as meters. */
final class InboundMeters extends ReceiverMeters implements InboundMetrics {
    private static final String PREFIX = "tocsin.inbound.";

    private final MeterRegistry registry;

    InboundMeters(MeterRegistry registry) {
        super(PREFIX, registry);
        this.registry = registry;
    }

    /** Measures for how long each of its transmitters has been silent. */
    void watch(Inbound inbound) {
        for (StreamHealth stream : inbound.health()) {
            Gauge.builder(PREFIX + "silence.seconds", inbound, watched -> watched.silenceSeconds(stream.name()))
                    .description("Since a transmitter last showed that its stream works")
                    .tag("stream", stream.name())
                    .register(registry);
        }
    }

    @Override
    public void ownSetEchoed(String stream) {
        count("own-set-echoed", "SETs that tell of what ours had caused", Tags.of("stream", stream));
    }
}
