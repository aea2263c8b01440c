// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.tocsin.receiver.ReceiverMetrics;

/** What anybody counts who receives SETs, as meters. */
class ReceiverMeters implements ReceiverMetrics {
    private final String prefix;
    private final MeterRegistry registry;

    /** @param prefix of every meter's name, with a dot at its end */
    ReceiverMeters(String prefix, MeterRegistry registry) {
        this.prefix = prefix;
        this.registry = registry;
    }

    @Override
    public void setAccepted(String stream) {
        count("set-accepted", "SETs taken in", Tags.of("stream", stream));
    }

    @Override
    public void setDuplicate(String stream) {
        count("set-duplicate", "SETs that came again", Tags.of("stream", stream));
    }

    @Override
    public void setRefused(String stream, String err) {
        count("set-refused", "SETs that are not acceptable", Tags.of("stream", stream, "err", err));
    }

    @Override
    public void setUndecided(String stream) {
        count("set-undecided", "SETs left to the transmitter to send again", Tags.of("stream", stream));
    }

    @Override
    public void certificateUnchecked(String host) {
        count(
                "certificate-unchecked",
                "Transmitters' certificates taken without word on their revocation",
                Tags.of("host", host));
    }

    final void count(String name, String description, Tags tags) {
        Counter.builder(prefix + name)
                .description(description)
                .tags(tags)
                .register(registry)
                .increment();
    }
}
