// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.revocation;

import io.tocsin.receiver.edge.revocation.Mark.Scope;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who is out. Looking up takes a few reads of one hash map and no lock; writing is one thread at a time.
 *
 * <p>Where a revocation names a user <em>and</em> a device and the request names only one of them, they match: absent
 * is a wildcard (SSF 1.0 §8.1.3.1), and a session that may be revoked is treated as one that is.
 */
public final class Revocations {
    private static final long PURGE_EVERY_MILLIS = Duration.ofMinutes(1).toMillis();
    /** Copying a million marks is not worth it for a few that have ended. */
    private static final int WORTH_IT = 8;

    private final InstantSource clock;
    private final Set<String> issuers;
    private final int maxEntries;
    private volatile MarkTable marks;
    /** Bits of the scopes of which there ever was a mark: those of which there was none need not be looked up. */
    private volatile int used;

    private long purgedAt;
    private long forgottenEarly;

    /** @param issuers whose word of who is blocked counts, until the same one takes it back */
    public Revocations(InstantSource clock, Set<String> issuers, int maxEntries) {
        this(clock, issuers, maxEntries, 0);
    }

    /** @param expected how many there will soon be, so that there is room for them at once */
    public Revocations(InstantSource clock, Set<String> issuers, int maxEntries, int expected) {
        this.clock = clock;
        this.issuers = Set.copyOf(issuers);
        this.maxEntries = maxEntries;
        this.marks = new MarkTable(Math.min(expected, maxEntries));
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
        return found == null && isUsed(Scope.USER_ON_DEVICE) ? againstPair(who, issuedAt, now) : found;
    }

    private @Nullable Mark against(Scope blocking, Scope ending, String name, @Nullable Instant issuedAt, long now) {
        Mark blocked = blocked(blocking, name);
        return blocked != null ? blocked : ended(known(ending, name, ""), issuedAt, now);
    }

    private @Nullable Mark blocked(Scope scope, String name) {
        for (String issuer : issuers) {
            Mark said = known(scope, name, issuer);
            if (said != null && said.out()) {
                return said;
            }
        }
        return null;
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
        return isUsed(scope) ? marks.get(MarkKey.of(scope, first, second)) : null;
    }

    private boolean isUsed(Scope scope) {
        return (used & scope.bit()) != 0;
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

    public void apply(Mark mark) {
        byte[] bytes = mark.bytes();
        apply(ByteBuffer.wrap(bytes), 0, bytes.length);
    }

    /** The same for a mark as {@link Mark#bytes()} gave it; one of another version changes nothing. */
    public synchronized void apply(ByteBuffer mark, int from, int length) {
        Scope scope = Mark.scope(mark, from, length);
        long now = clock.millis();
        if (scope == null || now >= Mark.until(mark, from)) {
            return;
        }
        if (!isUsed(scope)) {
            used = used | scope.bit();
        }
        marks.put(mark, from, length);
        purge(now);
    }

    /** That mark will soon be applied: brings near what it will be compared with. */
    public void expect(ByteBuffer mark, int from, int length) {
        if (Mark.scope(mark, from, length) != null) {
            marks.touch(mark, from);
        }
    }

    private void purge(long now) {
        MarkTable all = marks;
        if (now - purgedAt < PURGE_EVERY_MILLIS && all.size() <= maxEntries) {
            return;
        }
        purgedAt = now;
        int ended = all.endedBy(now);
        int excess = all.size() - ended - maxEntries;
        if (excess > 0 || (long) WORTH_IT * (ended + all.superseded()) > all.size()) {
            // some more than the excess, so that this is not done for every mark from now on
            marks = remaining(all, now, excess > 0 ? excess + maxEntries / 20 : 0);
        }
    }

    /** Without those that have ended, and without so many others, the least important ones. */
    private MarkTable remaining(MarkTable all, long now, int fewer) {
        long least = fewer == 0 ? Long.MIN_VALUE : importance(all, now, fewer);
        MarkTable remaining = new MarkTable(all.size());
        int[] left = {fewer};
        all.forEach((bytes, from, length) -> {
            if (now >= Mark.until(bytes, from)) {
                return;
            }
            if (left[0] == 0 || Mark.importance(bytes, from) > least) {
                remaining.put(bytes, from, length);
                return;
            }
            left[0]--;
            if (bytes.get(from) != Scope.SESSION_BEGAN.letter()) {
                forgottenEarly++;
            }
        });
        return remaining;
    }

    /** So many, of those that have not ended, are as important as that or less. */
    private static long importance(MarkTable all, long now, int count) {
        long[] importance = new long[all.size()];
        int[] found = {0};
        all.forEach((bytes, from, length) -> {
            if (now < Mark.until(bytes, from)) {
                importance[found[0]++] = Mark.importance(bytes, from);
            }
        });
        Arrays.sort(importance, 0, found[0]);
        return importance[Math.min(count, found[0]) - 1];
    }

    /** Shows the bytes of every mark once, at least of all that were there when this was called. */
    public void forEach(Consumer<byte[]> visitor) {
        marks.forEach((bytes, from, length) -> {
            byte[] mark = new byte[length];
            bytes.get(from, mark);
            visitor.accept(mark);
        });
    }

    public synchronized int size() {
        return marks.size();
    }

    /** How many were forgotten before their time because there were too many. */
    public synchronized long forgottenEarly() {
        return forgottenEarly;
    }
}
