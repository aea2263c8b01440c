// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.stream;

import io.tocsin.schemas.stream.OutboxEntry;
import io.tocsin.schemas.stream.StreamRegistration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What is written of streams. Fails with {@link io.tocsin.transmitter.request.RejectedException}, 503, where it is not
 * known to be safe.
 */
public interface StreamWrites {
    /** Completes when the registration is safe and the index shows it; null deletes the stream. */
    CompletableFuture<Void> register(String streamId, @Nullable StreamRegistration stream);

    /** Completes when the SET is safe in the stream's outbox; null clears what waits there. */
    CompletableFuture<Void> enqueue(String streamId, @Nullable OutboxEntry entry);
}
