// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge;

import static java.util.Objects.requireNonNull;

import io.tocsin.receiver.edge.Mark.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who is out. Looking up takes a few reads of hash maps and no lock; writing is one thread at a time.
 *
 * <p>Where a revocation names a user <em>and</em> a device and the request names only one of them, they match: absent
 * is a wildcard (SSF 1.0 §8.1.3.1), and a session that may be revoked is treated as one that is.
 */
final class Revocations {
    private static final Duration PURGE_EVERY = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final int maxEntries;
    private final Map<Scope, Map<String, Mark>> marks = new EnumMap<>(Scope.class);
    private final Map<Pair, Mark> pairs = new ConcurrentHashMap<>();
    /** The newest pair of each user and of each device, for requests that name only one. */
    private final Map<String, Mark> pairedUsers = new ConcurrentHashMap<>();

    private final Map<String, Mark> pairedDevices = new ConcurrentHashMap<>();
    private Instant purgedAt = Instant.EPOCH;
    private long forgottenEarly;

    private record Pair(String user, String device) {}

    Revocations(InstantSource clock, int maxEntries) {
        this.clock = clock;
        this.maxEntries = maxEntries;
        for (Scope scope : Scope.values()) {
            marks.put(scope, new ConcurrentHashMap<>());
        }
    }

    /** What makes this request's session one that is out; null if nothing is known against it. */
    @Nullable
    Mark against(Presented who) {
        Instant now = clock.instant();
        Mark session = of(Scope.SESSION).get(who.session());
        if (session != null && now.isBefore(session.until())) {
            return session;
        }
        Instant issuedAt = who.issuedAt() == null ? began(who.session()) : who.issuedAt();
        Mark found = ended(of(Scope.EVERYONE).get(""), issuedAt, now);
        if (found == null && who.user() != null) {
            found = againstUser(who.user(), issuedAt, now);
        }
        if (found == null && who.device() != null) {
            found = againstDevice(who.device(), issuedAt, now);
        }
        return found != null || pairs.isEmpty() ? found : againstPair(who.user(), who.device(), issuedAt, now);
    }

    private @Nullable Mark againstUser(String user, @Nullable Instant issuedAt, Instant now) {
        Mark blocked = of(Scope.BLOCKED_USER).get(user);
        return blocked != null && blocked.out() ? blocked : ended(of(Scope.USER).get(user), issuedAt, now);
    }

    private @Nullable Mark againstDevice(String device, @Nullable Instant issuedAt, Instant now) {
        Mark blocked = of(Scope.BLOCKED_DEVICE).get(device);
        return blocked != null && blocked.out()
                ? blocked
                : ended(of(Scope.DEVICE).get(device), issuedAt, now);
    }

    private @Nullable Mark againstPair(
            @Nullable String user, @Nullable String device, @Nullable Instant issuedAt, Instant now) {
        Mark mark = null;
        if (user != null && device != null) {
            mark = pairs.get(new Pair(user, device));
        } else if (user != null) {
            mark = pairedUsers.get(user);
        } else if (device != null) {
            mark = pairedDevices.get(device);
        }
        return ended(mark, issuedAt, now);
    }

    /** Whole seconds, as on the wire: a session issued in the very second of the event is out. */
    private static @Nullable Mark ended(@Nullable Mark mark, @Nullable Instant issuedAt, Instant now) {
        boolean applies = mark != null
                && now.isBefore(mark.until())
                && (issuedAt == null || issuedAt.getEpochSecond() <= mark.at().getEpochSecond());
        return applies ? mark : null;
    }

    private @Nullable Instant began(String session) {
        Mark began = of(Scope.SESSION_BEGAN).get(session);
        return began == null ? null : began.at();
    }

    synchronized void apply(Mark mark) {
        if (!clock.instant().isBefore(mark.until())) {
            return;
        }
        if (mark.scope() == Scope.USER_ON_DEVICE) {
            pairs.merge(new Pair(mark.first(), mark.second()), mark, Revocations::newer);
            pairedUsers.merge(mark.first(), mark, Revocations::newer);
            pairedDevices.merge(mark.second(), mark, Revocations::newer);
        } else {
            of(mark.scope()).merge(mark.first(), mark, Revocations::newer);
        }
        purge();
    }

    /** Of two times at which one session is said to have begun, the earlier one is the safe one. */
    private static Mark newer(Mark known, Mark come) {
        return come.isNewerThan(known) == (come.scope() != Scope.SESSION_BEGAN) ? come : known;
    }

    private Map<String, Mark> of(Scope scope) {
        return requireNonNull(marks.get(scope));
    }

    private void purge() {
        Instant now = clock.instant();
        if (now.isBefore(purgedAt.plus(PURGE_EVERY)) && size() <= maxEntries) {
            return;
        }
        purgedAt = now;
        forgetUpTo(now);
        int excess = size() - maxEntries;
        if (excess > 0) {
            // some more than the excess, so that this is not done for every mark from now on
            List<Mark> all = all();
            all.sort(Comparator.comparing(Mark::until).thenComparing(Mark::at));
            List<Mark> first = all.subList(0, Math.min(all.size(), excess + maxEntries / 20));
            first.forEach(this::forget);
            forgottenEarly += first.size();
        }
    }

    private void forget(Mark mark) {
        if (mark.scope() == Scope.USER_ON_DEVICE) {
            pairs.remove(new Pair(mark.first(), mark.second()), mark);
            pairedUsers.remove(mark.first(), mark);
            pairedDevices.remove(mark.second(), mark);
        } else {
            of(mark.scope()).remove(mark.first(), mark);
        }
    }

    private void forgetUpTo(Instant limit) {
        marks.values().forEach(map -> map.values().removeIf(mark -> !limit.isBefore(mark.until())));
        pairs.values().removeIf(mark -> !limit.isBefore(mark.until()));
        pairedUsers.values().removeIf(mark -> !limit.isBefore(mark.until()));
        pairedDevices.values().removeIf(mark -> !limit.isBefore(mark.until()));
    }

    /** Every mark once. */
    synchronized List<Mark> all() {
        List<Mark> all = new ArrayList<>(size());
        marks.values().forEach(map -> all.addAll(map.values()));
        all.addAll(pairs.values());
        return all;
    }

    int size() {
        int size = pairs.size();
        for (Map<String, Mark> map : marks.values()) {
            size += map.size();
        }
        return size;
    }

    /** How many were forgotten before their time because there were too many. */
    synchronized long forgottenEarly() {
        return forgottenEarly;
    }
}
