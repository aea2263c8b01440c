// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.duplicate;

import java.util.concurrent.CompletableFuture;

/** Remembers SETs whose handling succeeded. Thread-safe; {@link #look} neither waits nor touches a disk. */
public interface SeenSets extends AutoCloseable {
    Sighting look(SetKey key, String contentHash);

    /**
     * To be called once the handler has succeeded, never before: a SET marked earlier is lost if the handler fails.
     * Completes when the mark is as durable as this implementation makes it.
     */
    CompletableFuture<Void> remember(SetKey key, String contentHash);

    @Override
    void close();
}
