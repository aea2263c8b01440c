// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.revocation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/**
 * One thing a SET said about who is out. Where there are a million of them they are kept as bytes, in memory as on
 * disk: letter of the scope, out (0 or 1), key, at, until, and the reason to the end.
 *
 * @param key digest of the scope and of whom it is about
 * @param at when it happened, milliseconds since the epoch
 * @param out false where somebody is in again, or a session began
 * @param until when it need not be known any longer, milliseconds since the epoch
 * @param reason {@code txn} of the SET, or its {@code jti}; printable ASCII, at most {@value #MAX_REASON} characters
 */
public record Mark(Scope scope, MarkKey key, long at, boolean out, long until, String reason) {
    static final int MAX_REASON = 128;

    private static final int OUT = 1;
    private static final int HIGH = 2;
    private static final int LOW = 10;
    private static final int AT = 18;
    private static final int UNTIL = 26;
    private static final int REASON = 34;

    static final int MAX_BYTES = REASON + MAX_REASON;

    public Mark {
        if (reason.length() > MAX_REASON) {
            throw new IllegalArgumentException("reason has " + reason.length() + " characters, expected at most 128");
        }
    }

    /** The letter stands for it in the file and never changes. */
    public enum Scope {
        /** Every session issued up to then. */
        EVERYONE('E'),
        SESSION('S'),
        /** A user's sessions issued up to then. */
        USER('U'),
        /** The sessions on a device issued up to then. */
        DEVICE('D'),
        USER_ON_DEVICE('P'),
        /** Some device of a user, for requests that do not say which. */
        USER_ON_SOME_DEVICE('V'),
        /** Some user of a device, for requests that do not say who. */
        SOME_USER_ON_DEVICE('W'),
        /** A user as such, whatever the session, until whoever says so says otherwise. */
        BLOCKED_USER('B'),
        BLOCKED_DEVICE('N'),
        /** When a session began, for comparison with the above. */
        SESSION_BEGAN('A');

        private static final @Nullable Scope[] BY_LETTER = new @Nullable Scope['Z' + 1];

        static {
            EnumSet.allOf(Scope.class).forEach(scope -> BY_LETTER[scope.letter] = scope);
        }

        private final char letter;

        Scope(char letter) {
            this.letter = letter;
        }

        char letter() {
            return letter;
        }

        /** Each scope has its own. */
        int bit() {
            return 1 << (letter - 'A');
        }

        static @Nullable Scope of(byte letter) {
            return letter >= 'A' && letter < BY_LETTER.length ? BY_LETTER[letter] : null;
        }
    }

    /** As {@link #read} reads it. */
    public byte[] bytes() {
        byte[] bytes = new byte[REASON + reason.length()];
        ByteBuffer.wrap(bytes)
                .put((byte) scope.letter())
                .put((byte) (out ? 1 : 0))
                .putLong(key.high())
                .putLong(key.low())
                .putLong(at)
                .putLong(until)
                .put(reason.getBytes(US_ASCII));
        return bytes;
    }

    /** The mark in these bytes; null for one of another version. */
    static @Nullable Mark read(ByteBuffer bytes, int from, int length) {
        Scope scope = scope(bytes, from, length);
        if (scope == null) {
            return null;
        }
        byte[] reason = new byte[length - REASON];
        bytes.get(from + REASON, reason);
        return new Mark(
                scope,
                new MarkKey(high(bytes, from), low(bytes, from)),
                at(bytes, from),
                isOut(bytes, from),
                until(bytes, from),
                new String(reason, US_ASCII));
    }

    static @Nullable Scope scope(ByteBuffer bytes, int from, int length) {
        return length < REASON || length > MAX_BYTES ? null : Scope.of(bytes.get(from));
    }

    static long high(ByteBuffer bytes, int from) {
        return bytes.getLong(from + HIGH);
    }

    static long low(ByteBuffer bytes, int from) {
        return bytes.getLong(from + LOW);
    }

    static long at(ByteBuffer bytes, int from) {
        return bytes.getLong(from + AT);
    }

    static boolean isOut(ByteBuffer bytes, int from) {
        return bytes.get(from + OUT) != 0;
    }

    static long until(ByteBuffer bytes, int from) {
        return bytes.getLong(from + UNTIL);
    }

    /** Of two times at which one session is said to have begun, the earlier one is the safe one. */
    static boolean supersedes(ByteBuffer come, int from, ByteBuffer known, int place) {
        long later = at(come, from);
        long before = at(known, place);
        boolean newer = later > before || (later == before && isOut(come, from) && !isOut(known, place));
        return newer != (come.get(from) == Scope.SESSION_BEGAN.letter());
    }

    /**
     * Who is forgotten first if there are too many: first when sessions began, since without it the stricter reading
     * holds; then what expires first; what never expires by its age.
     */
    static long importance(ByteBuffer bytes, int from) {
        long until = until(bytes, from);
        long order = until == Long.MAX_VALUE ? Long.MAX_VALUE / 2 + at(bytes, from) : until;
        return bytes.get(from) == Scope.SESSION_BEGAN.letter() ? Long.MIN_VALUE + order : order;
    }
}
