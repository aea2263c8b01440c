// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.deadletter;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which dead letters are to be sent again. */
public sealed interface Redrive {
    /** That one, even if it has been sent again before. */
    record One(String id) implements Redrive {}

    /** Those of a stream that have not been sent again yet. */
    record OfStream(String streamId) implements Redrive {}

    /**
     * Those with that error that have not been sent again yet.
     *
     * @param err the whole code: {@code invalid_audience}, {@code http_413}, …
     * @param streamId null for every stream
     */
    record Because(String err, @Nullable String streamId) implements Redrive {}

    /** Those records of that topic that could not be read and have not been put back yet. */
    record Unread(String topic) implements Redrive {}

    default boolean asksFor(Letter letter) {
        return switch (this) {
            case One one -> one.id().equals(letter.id());
            case OfStream of ->
                letter.redriven() == null
                        && letter.set() != null
                        && letter.set().streamId().equals(of.streamId());
            case Because because ->
                letter.redriven() == null
                        && letter.set() != null
                        && letter.set().err().equals(because.err())
                        && (because.streamId() == null
                                || letter.set().streamId().equals(because.streamId()));
            case Unread unread ->
                letter.redriven() == null
                        && letter.set() == null
                        && UnreadRecord.topic(letter)
                                .filter(topic -> topic.name().equals(unread.topic()))
                                .isPresent();
        };
    }

    /**
     * What became of it.
     *
     * @param sent put back into the outbox, or into the topic they are of
     * @param skipped by letter, why not
     */
    record Outcome(int sent, Map<String, String> skipped) {
        public Outcome {
            skipped = Map.copyOf(skipped);
        }
    }
}
