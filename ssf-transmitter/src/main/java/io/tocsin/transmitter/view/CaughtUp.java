// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.view;

import java.util.concurrent.CompletableFuture;

/** Lets somebody wait until this process has seen what others wrote. */
@FunctionalInterface
public interface CaughtUp {
    /** Of a process that nobody writes beside. */
    CaughtUp ALWAYS = CaughtUp::now;

    /**
     * Completes when all that was written before this call has been seen; fails with
     * {@link io.tocsin.transmitter.request.RejectedException}, 503, where that takes too long.
     */
    CompletableFuture<Void> reached();

    private static CompletableFuture<Void> now() {
        return CompletableFuture.completedFuture(null);
    }
}
