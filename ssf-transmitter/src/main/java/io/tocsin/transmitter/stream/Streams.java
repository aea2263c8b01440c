// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.stream;

import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.transmitter.request.RejectedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way by which registrations change. Changes of one stream are made one after the other, each on what the one
 * before it left; a change is done when it is in Kafka and in the index.
 *
 * <p>The order holds within this process. Between processes it holds because the requests that change a stream are
 * served where its part of the outbox is.
 */
public final class Streams {
    private static final Logger LOG = LoggerFactory.getLogger(Streams.class);
    private static final int LONGEST_LINE = 64;

    private final StreamIndex index;
    private final StreamWrites writes;
    private final Turns turns = new Turns(LONGEST_LINE);

    public Streams(StreamIndex index, StreamWrites writes) {
        this.index = index;
        this.writes = writes;
    }

    public StreamIndex index() {
        return index;
    }

    /**
     * Registers what {@code create} gives. Streams of one receiver are created one after the other, so that
     * {@code create} may count those there are.
     */
    public CompletableFuture<StreamRegistration> create(String receiver, Supplier<StreamRegistration> create) {
        return turns.take("receiver " + receiver, () -> {
            StreamRegistration stream = create.get();
            return writes.register(stream.streamId(), stream).thenApply(done -> stream);
        });
    }

    /**
     * Changes a stream. Nothing is written if the change leaves it as it is. {@code change} may throw
     * {@link RejectedException}; it must not block and not wait for another change.
     *
     * @return the stream as it then is; fails with 404 if there is no such stream
     */
    public CompletableFuture<StreamRegistration> update(String streamId, UnaryOperator<StreamRegistration> change) {
        return change(streamId, stream -> CompletableFuture.completedFuture(change.apply(stream)));
    }

    /** As {@link #update}, where something else must be safe before the change is written. */
    CompletableFuture<StreamRegistration> change(
            String streamId, Function<StreamRegistration, CompletionStage<StreamRegistration>> change) {
        return turns.take(streamId, () -> {
            StreamRegistration before = index.byId(streamId).orElseThrow(RejectedException::notFound);
            return change.apply(before)
                    .thenCompose(after -> after.equals(before)
                            ? CompletableFuture.completedFuture(before)
                            : writes.register(streamId, after).thenApply(done -> after));
        });
    }

    /**
     * The stream is gone, and its SETs with it. It is gone once it has left the registry: from then on nothing is sent.
     * What is left in its outbox is cleared at once if that can be, else given up later as belonging to no stream.
     */
    public CompletableFuture<Void> delete(String streamId) {
        return turns.take(streamId, () -> {
            if (index.byId(streamId).isEmpty()) {
                throw RejectedException.notFound();
            }
            return writes.register(streamId, null)
                    .thenCompose(gone -> writes.enqueue(streamId, null).exceptionally(failure -> {
                        LOG.warn("the outbox of a deleted stream is cleared later");
                        return null;
                    }));
        });
    }
}
