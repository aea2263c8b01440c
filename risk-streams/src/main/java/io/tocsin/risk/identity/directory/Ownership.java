// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity.directory;

import io.tocsin.risk.state.Sparse;
import io.tocsin.risk.state.StateReader;
import io.tocsin.risk.state.StateWriter;
import io.tocsin.schemas.signal.CanonicalId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose a device is: the one its management assigned it to, and those who were observed on it, by a sign-in or by what
 * runs on the device. Both are kept, because they need not be the same, and each with its times.
 */
public final class Ownership {
    private static final int MAX_OBSERVED = 8;
    private static final Duration GRAIN = Duration.ofHours(1);

    private @Nullable Sighting assigned;
    private Map<CanonicalId, Sighting> observed = Collections.emptyMap();
    private @Nullable List<Sighting> latestFirst = List.of();
    private @Nullable List<io.tocsin.schemas.signal.Sighting> shown = List.of();

    /** Since when, and when last, by event time; the latter to the hour. */
    public record Sighting(CanonicalId user, Instant since, Instant seen) {}

    public Optional<Sighting> assigned() {
        return Optional.ofNullable(assigned);
    }

    /** Who was seen last comes first. The same list until that changes. */
    public List<Sighting> observed() {
        List<Sighting> known = latestFirst;
        if (known == null) {
            known = observed.values().stream()
                    .sorted(Comparator.comparing(Sighting::seen)
                            .reversed()
                            .thenComparing(s -> s.user().text()))
                    .toList();
            latestFirst = known;
        }
        return known;
    }

    /** The same as a signal tells it. */
    List<io.tocsin.schemas.signal.Sighting> shown() {
        List<io.tocsin.schemas.signal.Sighting> known = shown;
        if (known == null) {
            known = List.copyOf(observed().stream()
                    .map(sighting -> new io.tocsin.schemas.signal.Sighting(sighting.user, sighting.seen))
                    .toList());
            shown = known;
        }
        return known;
    }

    /** Whose device it is: the assigned owner, or the only one who was ever seen on it. */
    public Optional<CanonicalId> owner() {
        if (assigned == null && observed.size() == 1) {
            return Optional.of(observed.keySet().iterator().next());
        }
        return assigned().map(Sighting::user);
    }

    /** Says whether that is news. A statement that is older than what is known changes nothing. */
    boolean assign(CanonicalId user, Instant at) {
        if (assigned == null || (!assigned.user.equals(user) && at.isAfter(assigned.seen))) {
            assigned = new Sighting(user, at, at);
            return true;
        }
        if (assigned.user.equals(user)) {
            Sighting now = again(assigned, at);
            boolean news = !now.equals(assigned);
            assigned = now;
            return news;
        }
        return false;
    }

    /** Says whether that is news. */
    @SuppressWarnings("ReferenceEquality") // the same object is what was there before
    boolean observe(CanonicalId user, Instant at) {
        Sighting before = observed.get(user);
        Sighting now = before == null ? new Sighting(user, at, at) : again(before, at);
        if (now == before) {
            return false;
        }
        put(now);
        reckonAnew();
        while (observed.size() > MAX_OBSERVED) {
            observed.remove(observed().getLast().user);
            reckonAnew();
        }
        return true;
    }

    private static Sighting again(Sighting before, Instant at) {
        Instant since = at.isBefore(before.since) ? at : before.since;
        Instant seen = at.isAfter(before.seen.plus(GRAIN)) ? at : before.seen;
        return since.equals(before.since) && seen.equals(before.seen) ? before : new Sighting(before.user, since, seen);
    }

    void absorb(Ownership other) {
        other.observed.values().forEach(sighting -> {
            observe(sighting.user, sighting.since);
            observe(sighting.user, sighting.seen);
        });
        other.assigned().ifPresent(sighting -> {
            assign(sighting.user, sighting.since);
            assign(sighting.user, sighting.seen);
        });
    }

    void write(StateWriter out) {
        out.optional(assigned, sighting -> write(out, sighting));
        out.each(observed.values(), sighting -> write(out, sighting));
    }

    void read(StateReader in) {
        assigned = in.optional(() -> sighting(in));
        in.each(() -> sighting(in)).forEach(this::put);
        reckonAnew();
    }

    private void put(Sighting sighting) {
        observed = Sparse.own(observed);
        observed.put(sighting.user, sighting);
    }

    private void reckonAnew() {
        latestFirst = null;
        shown = null;
    }

    private static void write(StateWriter out, Sighting sighting) {
        out.id(sighting.user);
        out.instant(sighting.since);
        out.instant(sighting.seen);
    }

    private static Sighting sighting(StateReader in) {
        return new Sighting(in.id(), in.instant(), in.instant());
    }
}
