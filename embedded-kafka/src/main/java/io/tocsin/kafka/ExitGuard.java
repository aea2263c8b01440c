// SPDX-License-Identifier: Apache-2.0
package io.tocsin.kafka;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka believes the process is its own and ends it when a broker cannot go on. Here the process is somebody else's:
 * the wish is refused, and the broker's owner told. Kafka keeps one exit procedure for the whole JVM and does not say
 * which broker asks, so every guarded broker counts as broken.
 */
final class ExitGuard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExitGuard.class);
    private static final Set<ExitGuard> GUARDS = ConcurrentHashMap.newKeySet();

    private final CompletableFuture<String> broken = new CompletableFuture<>();

    private ExitGuard() {}

    static ExitGuard install() {
        ExitGuard guard = new ExitGuard();
        GUARDS.add(guard);
        Exit.setExitProcedure(ExitGuard::refuse);
        Exit.setHaltProcedure(ExitGuard::refuse);
        return guard;
    }

    CompletionStage<String> broken() {
        return broken.minimalCompletionStage();
    }

    /** The refusal stays in force: a thread of a closed broker may still come to its end. */
    @Override
    public void close() {
        GUARDS.remove(this);
    }

    private static void refuse(int status, @Nullable String message) {
        String reason = "Kafka cannot go on and asked to end the process with status " + status
                + (message == null ? "; its log says why" : ": " + message);
        LOG.error(reason);
        for (ExitGuard guard : GUARDS) {
            // Not on this thread: the owner will close the broker, which waits for this thread.
            Thread.startVirtualThread(() -> guard.broken.complete(reason));
        }
    }
}
