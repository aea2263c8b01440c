// SPDX-License-Identifier: Apache-2.0
package io.tocsin.keycloak;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

/** Counts among Keycloak's own meters, and for its admin console, which has none where metrics are off. */
final class PostMeters {
    private final MeterRegistry registry;
    private final Counter sent;
    private final Counter lost;
    private final Counter failed;
    private final LongAdder sentSoFar = new LongAdder();
    private final LongAdder lostSoFar = new LongAdder();

    PostMeters(MeterRegistry registry) {
        this.registry = registry;
        this.sent = Counter.builder("tocsin.listener.events.sent")
                .description("events that the hub has taken")
                .register(registry);
        this.lost = Counter.builder("tocsin.listener.events.lost")
                .description("events that found no room, were refused, or were left at the end")
                .register(registry);
        this.failed = Counter.builder("tocsin.listener.posts.failed")
                .description("posts that are tried again")
                .register(registry);
    }

    void waiting(Posts posts, ToDoubleFunction<Posts> size) {
        Gauge.builder("tocsin.listener.events.waiting", posts, size)
                .description("events on their way")
                .register(registry);
    }

    void sent(int events) {
        sent.increment(events);
        sentSoFar.add(events);
    }

    void lost(int events) {
        lost.increment(events);
        lostSoFar.add(events);
    }

    void failed() {
        failed.increment();
    }

    long sent() {
        return sentSoFar.sum();
    }

    long lost() {
        return lostSoFar.sum();
    }
}
