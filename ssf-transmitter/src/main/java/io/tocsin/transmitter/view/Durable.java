// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.view;

import io.tocsin.schemas.topic.Topic;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes of which the caller is only told when they are safe; what the broker did not take is 503, to be tried again.
 */
public final class Durable {
    private static final Logger LOG = LoggerFactory.getLogger(Durable.class);
    private static final Duration BROKER = Duration.ofSeconds(5);

    private final TopicWriter writer;

    public Durable(TopicWriter writer) {
        this.writer = writer;
    }

    /** Fails with {@link RejectedException} if the broker did not take it. A null value is a tombstone. */
    public <K, V> CompletableFuture<TopicWriter.Written> write(Topic<K, V> topic, K key, @Nullable V value) {
        return writer.write(topic, key, value).exceptionally(failure -> {
            LOG.warn("nothing written to {}", topic.name(), failure);
            throw new RejectedException(new Rejection.Unavailable(BROKER));
        });
    }
}
