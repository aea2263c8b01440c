// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.stream;

import io.tocsin.schemas.stream.OutboxEntry;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.topic.Topic;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to the topics {@code streams} and {@code outbox}; what the broker did not take is 503, to be tried again. */
public final class KafkaStreamWrites implements StreamWrites {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaStreamWrites.class);
    private static final Duration BROKER = Duration.ofSeconds(5);

    private final TopicWriter writer;
    private final StreamDirectory directory;

    public KafkaStreamWrites(TopicWriter writer, StreamDirectory directory) {
        this.writer = writer;
        this.directory = directory;
    }

    @Override
    public CompletableFuture<Void> register(String streamId, @Nullable StreamRegistration stream) {
        return write(Topics.STREAMS, streamId, stream).thenCompose(directory::shows);
    }

    @Override
    public CompletableFuture<Void> enqueue(String streamId, @Nullable OutboxEntry entry) {
        return write(Topics.OUTBOX, streamId, entry).thenAccept(written -> {});
    }

    private <K, V> CompletableFuture<TopicWriter.Written> write(Topic<K, V> topic, K key, @Nullable V value) {
        return writer.write(topic, key, value).exceptionally(failure -> {
            LOG.warn("nothing written to {}", topic.name(), failure);
            throw new RejectedException(new Rejection.Unavailable(BROKER));
        });
    }
}
