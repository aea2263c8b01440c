// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.task;

import io.tocsin.risk.policy.Staleness;
import io.tocsin.risk.regime.Applied;
import io.tocsin.risk.regime.Regime;
import io.tocsin.risk.state.StateReader;
import io.tocsin.risk.state.StateWriter;
import io.tocsin.schemas.risk.RiskControl;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * When each vendor was last heard of, about anybody, by event time. Kept with the task, because a source that was quiet
 * before a restart is quiet after it.
 */
final class Sources {
    private static final int FORMAT = 1;
    private static final String PREFIX = "source|";
    /** Kept to within this, so that a busy source does not make a write for each signal. */
    private static final Duration GRAIN = Duration.ofSeconds(10);

    private final KeyValueStore<String, byte[]> store;
    private final Map<Source, Instant> heard = new HashMap<>();
    private final Map<Source, Boolean> quiet = new HashMap<>();

    /** A vendor in one tenant. */
    record Source(String tenant, String vendor) {}

    Sources(KeyValueStore<String, byte[]> store) {
        this.store = store;
        try (KeyValueIterator<String, byte[]> all = store.range(PREFIX, PREFIX + Character.MAX_VALUE)) {
            all.forEachRemaining(entry -> {
                StateReader in = new StateReader(entry.value, FORMAT);
                Source source = new Source(in.text(), in.text());
                heard.put(source, in.instant());
                quiet.put(source, in.bool());
            });
        }
    }

    /** A signal, or a word that it is there. */
    void hear(Source source, Instant at) {
        Instant before = heard.get(source);
        boolean wasQuiet = quiet.getOrDefault(source, false);
        if (before == null || wasQuiet || at.isAfter(before.plus(GRAIN))) {
            if (before == null || at.isAfter(before)) {
                keep(source, at, false);
            }
        }
    }

    void take(RiskControl.SourceStatus status) {
        Source source = new Source(status.tenant(), status.vendor());
        Instant before = heard.get(source);
        switch (status.presence()) {
            case HEARD -> hear(source, status.at());
            case QUIET -> {
                if (before == null || !status.at().isBefore(before)) {
                    keep(source, status.at(), true);
                }
            }
        }
    }

    boolean isQuiet(Source source, Duration heartbeat, Instant at) {
        Instant last = heard.get(source);
        return last != null && (quiet.getOrDefault(source, false) || !at.isBefore(last.plus(heartbeat)));
    }

    /** When this source falls silent if nothing more is heard of it; empty where no policy in force watches it. */
    Optional<Instant> silentAt(Regime regime, Source source) {
        Instant last = heard.get(source);
        return last == null
                ? Optional.empty()
                : heartbeat(regime, source.vendor)
                        .map(beat -> quiet.getOrDefault(source, false) ? last : last.plus(beat));
    }

    List<Source> all() {
        return List.copyOf(heard.keySet());
    }

    /** The shortest that a policy in force allows this vendor. */
    static Optional<Duration> heartbeat(Regime regime, String vendor) {
        Duration shortest = null;
        for (Applied applied : regime.policies()) {
            for (Staleness watched : applied.policy().staleness()) {
                Duration beat = watched.heartbeat();
                if (beat != null
                        && watched.source().equals(vendor)
                        && (shortest == null || beat.compareTo(shortest) < 0)) {
                    shortest = beat;
                }
            }
        }
        return Optional.ofNullable(shortest);
    }

    private void keep(Source source, Instant at, boolean isQuiet) {
        heard.put(source, at);
        quiet.put(source, isQuiet);
        StateWriter out = new StateWriter(FORMAT);
        out.text(source.tenant);
        out.text(source.vendor);
        out.instant(at);
        out.bool(isQuiet);
        store.put(PREFIX + source.tenant + "|" + source.vendor, out.toByteArray());
    }
}
