// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.view;

import io.tocsin.schemas.topic.Topic;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Wire;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A compacted topic, read whole at the start and followed. What is kept of the records is the listener's business. */
public final class CompactedView<K, V> implements AutoCloseable {
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Following<K, V> following;

    private CompactedView(Following<K, V> following) {
        this.following = following;
    }

    /**
     * Returns when all that is in the topic now has been read, on the caller's thread. Throws what the Kafka client
     * throws.
     */
    public static <K, V> CompactedView<K, V> open(
            Map<String, String> kafka, Wire wire, Topic<K, V> topic, Changes<K, V> changes) {
        return new CompactedView<>(Following.whole(kafka, wire, topic, (partition, offset, key, value) -> {
            if (value == null) {
                changes.removed(key);
            } else {
                changes.put(key, value);
            }
        }));
    }

    /**
     * Completes when the listener has had that record, on the view's thread; fails with {@link RejectedException}, 503,
     * where Kafka does not let it be read in time.
     */
    public CompletableFuture<Void> shows(TopicWriter.Written written) {
        return following
                .sees(written.partition(), written.offset())
                .orTimeout(LONGEST.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> {
                    throw new RejectedException(new Rejection.Unavailable(RETRY));
                });
    }

    /** For those who wait for what others write. */
    public FollowedTopic followed() {
        return following;
    }

    @Override
    public void close() {
        following.close();
    }
}
