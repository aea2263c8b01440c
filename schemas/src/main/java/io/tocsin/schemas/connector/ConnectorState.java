// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.connector;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One thing that a connector remembers, or is told. */
public sealed interface ConnectorState {
    /** When it was written. */
    Instant at();

    /**
     * Where the reading of a feed stands.
     *
     * @param cursor where to read on, in the vendor's words; absent at the beginning
     * @param until the newest time up to which everything was read; absent before the first pass
     * @param passes how often the feed was read to its end
     * @param segments the number of the next {@link Seen}
     * @param newest the newest time that any record of the feed bore
     * @param answered when the vendor last answered as it should
     * @param notBefore when the vendor may be asked again; absent where it may now
     * @param resync the last order to read anew that was obeyed
     * @param trouble absent while it works
     */
    record Position(
            Instant at,
            @Nullable String cursor,
            @Nullable Instant until,
            long passes,
            long segments,
            @Nullable Instant newest,
            @Nullable Instant answered,
            @Nullable Instant notBefore,
            @Nullable String resync,
            @Nullable Trouble trouble)
            implements ConnectorState {
        public Position {
            at = requireNonNull(at, "at").truncatedTo(ChronoUnit.MICROS);
            until = micros(until);
            newest = micros(newest);
            answered = micros(answered);
            notBefore = micros(notBefore);
        }

        /** Nothing was read yet. */
        public static Position start(Instant at) {
            return new Position(at, null, null, 0, 0, null, null, null, null, null);
        }

        private static @Nullable Instant micros(@Nullable Instant instant) {
            return instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS);
        }
    }

    /**
     * Records that were read, so that an overlap gives none of them twice.
     *
     * @param newest the newest time among them
     * @param keys 16 bytes each
     */
    @SuppressWarnings("ArrayRecordComponent") // copied in and out, and compared by content
    record Seen(Instant at, Instant newest, byte[] keys) implements ConnectorState {
        /** Bytes of a key. */
        public static final int WIDTH = 16;

        public Seen {
            at = requireNonNull(at, "at").truncatedTo(ChronoUnit.MICROS);
            newest = requireNonNull(newest, "newest").truncatedTo(ChronoUnit.MICROS);
            keys = keys.clone();
            if (keys.length % WIDTH != 0) {
                throw new IllegalArgumentException(
                        "keys have " + keys.length + " bytes, expected a multiple of " + WIDTH);
            }
        }

        @Override
        public byte[] keys() {
            return keys.clone();
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Seen s && at.equals(s.at) && newest.equals(s.newest) && Arrays.equals(keys, s.keys);
        }

        @Override
        public int hashCode() {
            return 31 * at.hashCode() + Arrays.hashCode(keys);
        }

        @Override
        public String toString() {
            return "Seen[" + keys.length / WIDTH + " up to " + newest + "]";
        }
    }

    /**
     * One row of a snapshot as it was last found.
     *
     * @param pass the number of the pass that found it last
     * @param content JSON, as the vendor wrote it
     */
    record Row(Instant at, long pass, String content) implements ConnectorState {
        public Row {
            at = requireNonNull(at, "at").truncatedTo(ChronoUnit.MICROS);
            requireNonNull(content, "content");
        }

        /** Not the content: it names somebody. */
        @Override
        public String toString() {
            return "Row[pass=" + pass + "]";
        }
    }

    /**
     * What an operator, or a vendor's hook, tells a connector.
     *
     * @param resync another value than the last: forget where you were, and read anew
     * @param wake another value than the last: look now, not when the interval ends
     * @param by who says so
     */
    record Order(
            Instant at,
            boolean paused,
            @Nullable String resync,
            @Nullable String wake,
            String by) implements ConnectorState {
        public Order {
            at = requireNonNull(at, "at").truncatedTo(ChronoUnit.MICROS);
            requireNonNull(by, "by");
        }
    }
}
