// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.revocation;

import io.tocsin.receiver.edge.revocation.Mark.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who is out. Looking up takes a few reads of one hash map and no lock; writing is one thread at a time.
 *
 * <p>Where a revocation names a user <em>and</em> a device and the request names only one of them, they match: absent
 * is a wildcard (SSF 1.0 §8.1.3.1), and a session that may be revoked is treated as one that is.
 */
public final class Revocations {
    private static final Duration PURGE_EVERY = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final int maxEntries;
    private final Map<MarkKey, Mark> marks = new ConcurrentHashMap<>();
    /** Scopes of which there ever was a mark: those of which there was none need not be looked up. */
    private volatile Set<Scope> used = Set.of();

    private Instant purgedAt = Instant.EPOCH;
    private long forgottenEarly;

    public Revocations(InstantSource clock, int maxEntries) {
        this.clock = clock;
        this.maxEntries = maxEntries;
    }

    /** What makes this request's session one that is out; null if nothing is known against it. */
    public @Nullable Mark against(Claimed who) {
        long now = clock.millis();
        for (String session : who.sessions()) {
            Mark ended = known(Scope.SESSION, session, "");
            if (ended != null && now < ended.until()) {
                return ended;
            }
        }
        Instant issuedAt = who.issuedAt() == null ? began(who.sessions()) : who.issuedAt();
        Mark found = ended(known(Scope.EVERYONE, "", ""), issuedAt, now);
        for (int i = 0; found == null && i < who.users().size(); i++) {
            found = against(Scope.BLOCKED_USER, Scope.USER, who.users().get(i), issuedAt, now);
        }
        for (int i = 0; found == null && i < who.devices().size(); i++) {
            found = against(Scope.BLOCKED_DEVICE, Scope.DEVICE, who.devices().get(i), issuedAt, now);
        }
        return found == null && used.contains(Scope.USER_ON_DEVICE) ? againstPair(who, issuedAt, now) : found;
    }

    private @Nullable Mark against(Scope blocking, Scope ending, String name, @Nullable Instant issuedAt, long now) {
        Mark blocked = known(blocking, name, "");
        return blocked != null && blocked.out() ? blocked : ended(known(ending, name, ""), issuedAt, now);
    }

    private @Nullable Mark againstPair(Claimed who, @Nullable Instant issuedAt, long now) {
        Mark found = null;
        for (String user : who.users()) {
            if (who.devices().isEmpty()) {
                found = found == null ? ended(known(Scope.USER_ON_SOME_DEVICE, user, ""), issuedAt, now) : found;
            }
            for (String device : who.devices()) {
                found = found == null ? ended(known(Scope.USER_ON_DEVICE, user, device), issuedAt, now) : found;
            }
        }
        if (who.users().isEmpty()) {
            for (String device : who.devices()) {
                found = found == null ? ended(known(Scope.SOME_USER_ON_DEVICE, device, ""), issuedAt, now) : found;
            }
        }
        return found;
    }

    private @Nullable Mark known(Scope scope, String first, String second) {
        return used.contains(scope) ? marks.get(MarkKey.of(scope, first, second)) : null;
    }

    /** Whole seconds, as on the wire: a session issued in the very second of the event is out. */
    private static @Nullable Mark ended(@Nullable Mark mark, @Nullable Instant issuedAt, long now) {
        boolean applies = mark != null
                && now < mark.until()
                && (issuedAt == null || issuedAt.getEpochSecond() <= Math.floorDiv(mark.at(), 1000));
        return applies ? mark : null;
    }

    /** The earliest; null, the stricter reading, if it is not known of every one. */
    private @Nullable Instant began(List<String> sessions) {
        long earliest = Long.MAX_VALUE;
        for (String session : sessions) {
            Mark began = known(Scope.SESSION_BEGAN, session, "");
            if (began == null) {
                return null;
            }
            earliest = Math.min(earliest, began.at());
        }
        return earliest == Long.MAX_VALUE ? null : Instant.ofEpochMilli(earliest);
    }

    public synchronized void apply(Mark mark) {
        if (clock.millis() >= mark.until()) {
            return;
        }
        if (!used.contains(mark.scope())) {
            EnumSet<Scope> more = EnumSet.of(mark.scope());
            more.addAll(used);
            used = Collections.unmodifiableSet(more);
        }
        marks.merge(mark.key(), mark, Revocations::newer);
        purge();
    }

    /** Of two times at which one session is said to have begun, the earlier one is the safe one. */
    private static Mark newer(Mark known, Mark come) {
        return come.isNewerThan(known) == (come.scope() != Scope.SESSION_BEGAN) ? come : known;
    }

    private void purge() {
        Instant now = clock.instant();
        if (now.isBefore(purgedAt.plus(PURGE_EVERY)) && marks.size() <= maxEntries) {
            return;
        }
        purgedAt = now;
        marks.values().removeIf(mark -> now.toEpochMilli() >= mark.until());
        int excess = marks.size() - maxEntries;
        if (excess > 0) {
            forgetEarly(excess);
        }
    }

    /** When sessions began goes first: without it the stricter reading holds. */
    private void forgetEarly(int excess) {
        List<Mark> all = new ArrayList<>(marks.values());
        all.sort(Comparator.comparing((Mark mark) -> mark.scope() != Scope.SESSION_BEGAN)
                .thenComparingLong(Mark::until)
                .thenComparingLong(Mark::at));
        // some more than the excess, so that this is not done for every mark from now on
        List<Mark> first = all.subList(0, Math.min(all.size(), excess + maxEntries / 20));
        first.forEach(mark -> marks.remove(mark.key(), mark));
        forgottenEarly += first.stream()
                .filter(mark -> mark.scope() != Scope.SESSION_BEGAN)
                .count();
    }

    /** Every mark once; weakly consistent while others are applied. */
    public Collection<Mark> all() {
        return Collections.unmodifiableCollection(marks.values());
    }

    public int size() {
        return marks.size();
    }

    /** How many were forgotten before their time because there were too many. */
    public synchronized long forgottenEarly() {
        return forgottenEarly;
    }
}
