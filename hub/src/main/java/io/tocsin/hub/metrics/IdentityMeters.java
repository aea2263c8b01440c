// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.tocsin.risk.identity.IdentityMetrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the identity stage counts, as meters. */
final class IdentityMeters implements IdentityMetrics {
    static final String PREFIX = "tocsin.identity.";

    private final MeterRegistry registry;
    private final Map<String, Source> sources = new ConcurrentHashMap<>();
    private final Map<String, Counter> others = new ConcurrentHashMap<>();

    IdentityMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Of one connector, made once: this is counted for every signal. */
    private static final class Source {
        private final Counter resolved;
        private final Counter attributed;
        private final Counter unresolved;
        private final Counter parked;
        private final Counter rescued;
        private final Counter expired;
        private final Share share = new Share();

        private Source(MeterRegistry registry, String tenant, String source) {
            Tags tags = Tags.of("tenant", tenant, "source", source);
            resolved = counter(registry, "signal-resolved", "Signals that told whom they are about", tags);
            attributed = counter(registry, "signal-attributed", "Signals that told so by weak names only", tags);
            unresolved = counter(registry, "signal-unresolved", "Signals that did not tell when they came", tags);
            parked = counter(registry, "signal-parked", "Signals that wait for somebody with one of their names", tags);
            rescued = counter(registry, "signal-rescued", "Signals for which somebody turned up in time", tags);
            expired = counter(registry, "signal-expired", "Signals for which nobody did: dead letters", tags);
            Gauge.builder(PREFIX + "unresolved-ratio", share, Share::value)
                    .description("Share of unresolved ones among the last thousand signals or so, 0 to 1")
                    .tags(tags)
                    .register(registry);
        }
    }

    /** A moving share, of about the last thousand. */
    private static final class Share {
        private static final int LAST = 1000;
        private long seen;
        private double value;

        private synchronized void add(boolean counts) {
            seen = Math.min(LAST, seen + 1);
            value += ((counts ? 1 : 0) - value) / seen;
        }

        private synchronized double value() {
            return value;
        }
    }

    private static Counter counter(MeterRegistry registry, String name, String description, Tags tags) {
        return Counter.builder(PREFIX + name)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private Source source(String tenant, String source) {
        return sources.computeIfAbsent(tenant + "|" + source, key -> new Source(registry, tenant, source));
    }

    private void count(String name, String description, Tags tags) {
        others.computeIfAbsent(name + tags, key -> counter(registry, name, description, tags))
                .increment();
    }

    @Override
    public void signalResolved(String tenant, String source) {
        Source of = source(tenant, source);
        of.resolved.increment();
        of.share.add(false);
    }

    @Override
    public void signalAttributed(String tenant, String source) {
        Source of = source(tenant, source);
        of.attributed.increment();
        of.share.add(false);
    }

    @Override
    public void signalUnresolved(String tenant, String source) {
        Source of = source(tenant, source);
        of.unresolved.increment();
        of.share.add(true);
    }

    @Override
    public void signalParked(String tenant, String source) {
        source(tenant, source).parked.increment();
    }

    @Override
    public void signalRescued(String tenant, String source) {
        source(tenant, source).rescued.increment();
    }

    @Override
    public void signalExpired(String tenant, String source) {
        source(tenant, source).expired.increment();
    }

    @Override
    public void principalMerged(String tenant, String kind) {
        count(
                "principal-merged",
                "Principals that turned out to be another one",
                Tags.of("tenant", tenant, "kind", kind));
    }

    @Override
    public void mergeRefused(String tenant) {
        count("merge-refused", "Merges that an operator's word forbade", Tags.of("tenant", tenant));
    }

    @Override
    public void nameDemoted(String tenant, String kind) {
        count("name-demoted", "Strong names that turned out to prove nothing", Tags.of("tenant", tenant, "kind", kind));
    }

    @Override
    public void sessionTimedOut(String tenant) {
        count("session-timed-out", "Sessions whose time had come", Tags.of("tenant", tenant));
    }

    @Override
    public void sessionForgotten(String tenant) {
        count("session-forgotten", "Sessions that had been over for long", Tags.of("tenant", tenant));
    }
}
