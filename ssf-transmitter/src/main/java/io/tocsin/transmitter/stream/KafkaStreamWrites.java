// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.stream;

import io.tocsin.schemas.stream.OutboxEntry;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.transmitter.view.Durable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Writes to the topics {@code streams} and {@code outbox}; what the broker did not take is 503, to be tried again. */
public final class KafkaStreamWrites implements StreamWrites {
    private final Durable writer;
    private final StreamDirectory directory;

    public KafkaStreamWrites(TopicWriter writer, StreamDirectory directory) {
        this.writer = new Durable(writer);
        this.directory = directory;
    }

    @Override
    public CompletableFuture<Void> register(String streamId, @Nullable StreamRegistration stream) {
        return writer.write(Topics.STREAMS, streamId, stream).thenCompose(directory::shows);
    }

    @Override
    public CompletableFuture<Void> enqueue(String streamId, @Nullable OutboxEntry entry) {
        return writer.write(Topics.OUTBOX, streamId, entry).thenAccept(written -> {});
    }
}
