// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tocsin.receiver.edge.Edge;
import io.tocsin.receiver.edge.route.EdgeMetrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What an edge counts, as meters. */
final class EdgeMeters extends ReceiverMeters implements EdgeMetrics {
    static final String PREFIX = "tocsin.edge.";

    private final MeterRegistry registry;
    /** Made once each: one of them is counted for every request. */
    private final Map<Answer, Counter> answered = new ConcurrentHashMap<>();

    private record Answer(String route, String outcome, String mode) {}

    EdgeMeters(MeterRegistry registry) {
        super(PREFIX, registry);
        this.registry = registry;
    }

    /** Measures what it keeps. */
    void watch(Edge edge) {
        Gauge.builder(PREFIX + "entries", edge, Edge::entries)
                .description("Marks of who is out, kept in memory and on disk")
                .register(registry);
        Gauge.builder(PREFIX + "silent", edge, watched -> watched.isSilent() ? 1 : 0)
                .description("1 while some route acts on the silence of a hub")
                .register(registry);
        FunctionCounter.builder(PREFIX + "forgotten.early", edge, Edge::forgottenEarly)
                .description("Marks forgotten before their time because there were too many")
                .register(registry);
    }

    @Override
    public void requestAnswered(String route, String outcome, String mode) {
        answered.computeIfAbsent(
                        new Answer(route, outcome, mode),
                        answer -> Counter.builder(PREFIX + "request-answered")
                                .description("Questions of proxies, by what was answered")
                                .tags("route", route, "outcome", outcome, "mode", mode)
                                .register(registry))
                .increment();
    }
}
