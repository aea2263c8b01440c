// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tocsin.hub.inbound.Inbound;
import io.tocsin.hub.inbound.InboundMetrics;
import io.tocsin.receiver.edge.Edge;
import io.tocsin.receiver.edge.route.EdgeMetrics;
import io.tocsin.risk.RiskStreams;
import io.tocsin.risk.identity.IdentityMetrics;
import io.tocsin.risk.policy.publication.Policies;
import io.tocsin.transmitter.metrics.TransmitterMetrics;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import org.jspecify.annotations.Nullable;

/** The meters of this process; modules count in Micrometer's global registry, which reports here. */
public final class Telemetry implements AutoCloseable {
    /** How many streams have meters of their own. */
    private static final int STREAMS = 1000;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collector = new JvmGcMetrics();
    private final TransmitterMeters transmitter = new TransmitterMeters(registry, STREAMS);
    private final IdentityMeters identity = new IdentityMeters(registry);
    private final EdgeMeters edge = new EdgeMeters(registry);
    private final InboundMeters inbound = new InboundMeters(registry);

    private volatile @Nullable RiskMeters riskMeters;

    public Telemetry() {
        Metrics.globalRegistry.add(registry);
    }

    /** Measures the process itself; what that needs takes long to load, so it comes when all else has started. */
    public void measureProcess() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collector.bindTo(registry);
    }

    public MeterRegistry registry() {
        return registry;
    }

    /** What the transmitter of this process counts. */
    public TransmitterMetrics transmitter() {
        return transmitter;
    }

    /** Measures the risk stage of this process. */
    public void watch(RiskStreams risk) {
        riskMeters = new RiskMeters(risk, registry);
    }

    /** What the edge of this process counts. */
    public EdgeMetrics edge() {
        return edge;
    }

    /** Measures what the edge of this process keeps. */
    public void watch(Edge started) {
        edge.watch(started);
    }

    /** What the inbound role of this process counts. */
    public InboundMetrics inbound() {
        return inbound;
    }

    /** Measures how silent the transmitters are that it receives from. */
    public void watch(Inbound started) {
        inbound.watch(started);
    }

    /** What the identity stage of this process counts. */
    public IdentityMetrics identity() {
        return identity;
    }

    /** Which policies are in force here. */
    public void of(Policies policies) {
        Gauge.builder("tocsin.policy.step", policies, p -> p.history().steps().size())
                .description("Steps of the policies' history that this instance has read")
                .register(registry);
        Gauge.builder("tocsin.policy.shadows", policies, p -> p.shadows().size())
                .description("Policies that are computed and not sent")
                .register(registry);
        Gauge.builder(
                        "tocsin.policy.shadows.left",
                        policies,
                        p -> p.leftBehind().size())
                .description("Shadows that have been left for longer than risk.policies.reminder")
                .register(registry);
    }

    /** What Kafka's clients count; the caller's to close, before what is measured. */
    public KafkaMeters kafka() {
        return new KafkaMeters(registry);
    }

    /** All meters as they are now, in the Prometheus text format. */
    public String scrape() {
        RiskMeters watched = riskMeters;
        if (watched != null) {
            watched.refresh();
        }
        return registry.scrape();
    }

    /** An event loop machinery that is measured; its labels hold no path that a caller makes up. */
    public Vertx vertx() {
        return Vertx.builder()
                .with(new VertxOptions().setMetricsOptions(new MicrometerMetricsOptions().setEnabled(true)))
                .withMetrics(new MicrometerMetricsFactory(registry))
                .build();
    }

    @Override
    public void close() {
        Metrics.globalRegistry.remove(registry);
        collector.close();
        registry.close();
    }
}
