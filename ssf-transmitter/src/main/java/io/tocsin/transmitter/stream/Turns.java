// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.stream;

import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work that is done one at a time for each key, in the order it came; different keys do not wait for each other. Keeps
 * nothing of a key for which nothing is under way.
 */
final class Turns {
    private static final Duration BUSY = Duration.ofSeconds(1);

    private final int longest;
    private final Map<String, Deque<Runnable>> lines = new ConcurrentHashMap<>();

    /** @param longest how much may wait for one key; more is 503 */
    Turns(int longest) {
        this.longest = longest;
    }

    /**
     * Begins {@code work} when all that came before it for this key has ended, on the thread on which that ended.
     * Throws {@link RejectedException} if too much waits already.
     */
    <T> CompletableFuture<T> take(String key, Supplier<? extends CompletionStage<T>> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        Runnable turn = () -> run(key, work, done);
        boolean[] first = new boolean[1];
        lines.compute(key, (k, line) -> {
            if (line == null) {
                first[0] = true;
                return new ArrayDeque<>();
            }
            if (line.size() >= longest) {
                throw new RejectedException(new Rejection.Unavailable(BUSY));
            }
            line.addLast(turn);
            return line;
        });
        if (first[0]) {
            turn.run();
        }
        return done;
    }

    /** Keys for which something is under way. */
    int size() {
        return lines.size();
    }

    private <T> void run(String key, Supplier<? extends CompletionStage<T>> work, CompletableFuture<T> done) {
        CompletionStage<T> running;
        try {
            running = work.get();
        } catch (RuntimeException | Error e) {
            running = CompletableFuture.failedFuture(e);
        }
        running.whenComplete((result, failure) -> {
            next(key);
            if (failure == null) {
                done.complete(result);
            } else {
                done.completeExceptionally(failure);
            }
        });
    }

    private void next(String key) {
        @Nullable Runnable[] turn = new @Nullable Runnable[1];
        lines.computeIfPresent(key, (k, line) -> {
            turn[0] = line.pollFirst();
            return turn[0] == null ? null : line;
        });
        if (turn[0] != null) {
            turn[0].run();
        }
    }
}
