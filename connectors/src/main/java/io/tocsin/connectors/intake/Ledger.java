// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.intake;

import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.TenantShard;
import io.tocsin.schemas.topic.DeadLetter;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Where what was heard is kept. */
@FunctionalInterface
public interface Ledger {

    /**
     * Completes once all of it is durable, fails where any of it is not: then the caller may send all of it again. May
     * block.
     */
    CompletableFuture<?> write(TenantShard key, List<Signal> signals, List<DeadLetter> deadLetters);

    /** Has another connector ask its vendor now; completes once that is durable. */
    default CompletableFuture<?> wake(String connector) {
        throw new IllegalStateException("nobody asks a vendor here, expected " + connector);
    }
}
