// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.schemas.connector.Trouble;
import io.tocsin.schemas.signal.SignalType;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

final class MicrometerMetrics implements ConnectorMetrics {
    private static final String PREFIX = "tocsin.connectors.";
    private static final String CONNECTOR = "connector";

    private final MeterRegistry registry;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Map<List<String>, AtomicLong> behind = new ConcurrentHashMap<>();

    MicrometerMetrics(MeterRegistry registry) {
        this.registry = registry;
        registry.gauge(PREFIX + "deliveries-in-flight", inFlight);
    }

    @Override
    public void deliveryAccepted(String connector, Duration took) {
        Timer.builder(PREFIX + "delivery-accepted")
                .tag(CONNECTOR, connector)
                .publishPercentileHistogram()
                .register(registry)
                .record(took);
    }

    @Override
    public void deliveryRejected(String connector, Rejection reason) {
        count("delivery-rejected", connector, "reason", reason);
    }

    @Override
    public void signalWritten(String connector, SignalType type) {
        count("signal-written", connector, "type", type);
    }

    @Override
    public void recordUnmapped(String connector) {
        registry.counter(PREFIX + "record-unmapped", CONNECTOR, connector).increment();
    }

    @Override
    public void recordIgnored(String connector, Mapped.Why why) {
        count("record-ignored", connector, "why", why);
    }

    @Override
    public void pageRead(String connector, String feed) {
        registry.counter(PREFIX + "page-read", CONNECTOR, connector, "feed", feed)
                .increment();
    }

    @Override
    public void pageFailed(String connector, String feed, Trouble.Kind kind) {
        registry.counter(PREFIX + "page-failed", CONNECTOR, connector, "feed", feed, "kind", word(kind))
                .increment();
    }

    @Override
    public void feedBehind(String connector, String feed, long records) {
        behind.computeIfAbsent(List.of(connector, feed), names -> {
                    AtomicLong count = new AtomicLong();
                    Gauge.builder(PREFIX + "feed-behind", count, AtomicLong::get)
                            .tag(CONNECTOR, connector)
                            .tag("feed", feed)
                            .register(registry);
                    return count;
                })
                .set(records);
    }

    @Override
    public void feedSilence(String connector, String feed, Supplier<Number> seconds) {
        Gauge.builder(PREFIX + "feed-silence", seconds)
                .tag(CONNECTOR, connector)
                .tag("feed", feed)
                .register(registry);
    }

    @Override
    public void deliveriesInFlight(int change) {
        inFlight.addAndGet(change);
    }

    private void count(String name, String connector, String tag, Enum<?> value) {
        registry.counter(PREFIX + name, CONNECTOR, connector, tag, word(value)).increment();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
