// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.principal;

import io.tocsin.risk.state.Sparse;
import io.tocsin.risk.state.StateReader;
import io.tocsin.risk.state.StateWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Who was last seen or heard when, by event time: the latest {@value #LIMIT}. */
public final class Sightings<K> {
    static final int LIMIT = 16;

    private Map<K, Instant> last = Collections.emptyMap();

    /** Says whether that is news: later than before by more than so much. What is not is not kept either. */
    public boolean see(K what, Instant at, Duration grain) {
        Instant before = last.get(what);
        if (before != null && !at.isAfter(before.plus(grain))) {
            return false;
        }
        keep(what, at);
        while (last.size() > LIMIT) {
            last.remove(last.entrySet().stream()
                    .min(Map.Entry.<K, Instant>comparingByValue()
                            .thenComparing(e -> e.getKey().toString()))
                    .orElseThrow()
                    .getKey());
        }
        return true;
    }

    public Optional<Instant> of(K what) {
        return Optional.ofNullable(last.get(what));
    }

    public List<K> all() {
        return List.copyOf(last.keySet());
    }

    void addAll(Sightings<K> other) {
        other.last.forEach((what, at) -> see(what, at, Duration.ZERO));
    }

    void write(StateWriter out, Consumer<K> key) {
        out.each(last.entrySet(), entry -> {
            key.accept(entry.getKey());
            out.instant(entry.getValue());
        });
    }

    void read(StateReader in, Supplier<K> key) {
        in.each(() -> Map.entry(key.get(), in.instant())).forEach(e -> keep(e.getKey(), e.getValue()));
    }

    private void keep(K what, Instant at) {
        last = Sparse.own(last);
        last.put(what, at);
    }
}
