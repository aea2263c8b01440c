// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.schemas.topic.DeadLetter;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as it is listed.
 *
 * @param id partition and offset in the topic, {@code 2-1045}
 * @param key of its record: that of the record that was set aside
 * @param origin who set it aside: {@code stream:} and a stream id, a topic's partition and offset, a connector, …
 * @param bytes how long the body is
 * @param set the SET, with all it takes to send it again; null for what is none
 * @param redriven when it was last sent again, null if never
 */
public record Letter(
        String id,
        String key,
        String origin,
        String reason,
        Instant at,
        String contentType,
        int bytes,
        @Nullable RejectedSet set,
        @Nullable Instant redriven) {
    private static final String MARK = "application/vnd.tocsin.redriven+json";
    private static final String MARK_ORIGIN = "redriven:";

    static Letter read(int partition, long offset, String key, DeadLetter letter) {
        return new Letter(
                partition + "-" + offset,
                key,
                letter.origin(),
                letter.reason(),
                letter.at(),
                letter.contentType(),
                letter.body().length,
                RejectedSet.read(letter),
                null);
    }

    Letter redriven(Instant when) {
        return new Letter(id, key, origin, reason, at, contentType, bytes, set, when);
    }

    /** What is put beside a letter when it is sent again, under the same key. */
    DeadLetter mark(Instant now) {
        return new DeadLetter(MARK_ORIGIN + id, "sent again", "{}".getBytes(UTF_8), MARK, now);
    }

    /** The id of the letter that this is a {@link #mark} of; empty for a letter. */
    static Optional<String> marked(DeadLetter letter) {
        return letter.contentType().equals(MARK)
                ? Optional.of(letter.origin().substring(MARK_ORIGIN.length()))
                : Optional.empty();
    }
}
