// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.revocation;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One thing a SET said about who is out. There may be a million of them: times are plain numbers.
 *
 * @param key digest of the scope and of whom it is about
 * @param at when it happened, milliseconds since the epoch
 * @param out false where somebody is in again, or a session began
 * @param until when it need not be known any longer, milliseconds since the epoch
 * @param reason {@code txn} of the SET, or its {@code jti}; printable
 */
public record Mark(Scope scope, MarkKey key, long at, boolean out, long until, String reason) {
    private static final HexFormat HEX = HexFormat.of();
    private static final int KEY_DIGITS = 32;
    private static final int KEY_START = 2;
    private static final int OUT_AT = KEY_START + KEY_DIGITS + 1;
    private static final int TIMES_START = OUT_AT + 2;

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
        /** A user as such, whatever the session, until further notice. */
        BLOCKED_USER('B'),
        BLOCKED_DEVICE('N'),
        /** When a session began, for comparison with the above. */
        SESSION_BEGAN('A');

        private final char letter;

        Scope(char letter) {
            this.letter = letter;
        }

        char letter() {
            return letter;
        }
    }

    boolean isNewerThan(Mark other) {
        return at > other.at || (at == other.at && out && !other.out);
    }

    /** One line of the journal. */
    public String toLine() {
        return scope.letter()
                + (" " + HEX.toHexDigits(key.high()) + HEX.toHexDigits(key.low()))
                + (out ? " 1 " : " 0 ")
                + at
                + " "
                + until
                + " "
                + reason;
    }

    /** Null for a line of another version. */
    public static @Nullable Mark fromLine(String line) {
        int atEnd = line.indexOf(' ', TIMES_START);
        int untilEnd = line.indexOf(' ', atEnd + 1);
        if (atEnd < 0 || untilEnd < 0 || line.charAt(KEY_START - 1) != ' ' || line.charAt(OUT_AT - 1) != ' ') {
            return null;
        }
        Scope scope = scope(line.charAt(0));
        if (scope == null) {
            return null;
        }
        try {
            int half = KEY_START + KEY_DIGITS / 2;
            return new Mark(
                    scope,
                    new MarkKey(
                            Long.parseUnsignedLong(line, KEY_START, half, 16),
                            Long.parseUnsignedLong(line, half, KEY_START + KEY_DIGITS, 16)),
                    Long.parseLong(line, TIMES_START, atEnd, 10),
                    line.charAt(OUT_AT) == '1',
                    Long.parseLong(line, atEnd + 1, untilEnd, 10),
                    line.substring(untilEnd + 1));
        } catch (NumberFormatException otherVersion) {
            return null;
        }
    }

    private static @Nullable Scope scope(char letter) {
        for (Scope scope : Scope.values()) {
            if (scope.letter() == letter) {
                return scope;
            }
        }
        return null;
    }
}
