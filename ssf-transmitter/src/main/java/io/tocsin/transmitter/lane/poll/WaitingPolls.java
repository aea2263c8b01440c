// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.poll;

import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The long polls that wait on one stream, in the order they came. Guarded by their lane. */
final class WaitingPolls {
    /** How many may wait; a receiver needs one. */
    private static final int MOST = 8;

    /** One poll and its answer to be; done before its time if its connection is gone. */
    record Waiter(PollRequest request, CompletableFuture<PollAnswer> answer) {
        static Waiter of(PollRequest request) {
            return new Waiter(request, new CompletableFuture<>());
        }
    }

    private final Deque<Waiter> waiting = new ArrayDeque<>();

    /** Throws {@link RejectedException} if too many wait already. */
    void add(Waiter waiter) {
        forgetGone();
        if (waiting.size() >= MOST) {
            throw new RejectedException(new Rejection.TooManyRequests(Duration.ofSeconds(1)));
        }
        waiting.addLast(waiter);
    }

    /** Whose turn it is; null if nobody waits. */
    @Nullable
    Waiter first() {
        forgetGone();
        return waiting.peekFirst();
    }

    boolean remove(Waiter waiter) {
        return waiting.remove(waiter);
    }

    List<Waiter> removeAll() {
        List<Waiter> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    private void forgetGone() {
        waiting.removeIf(waiter -> waiter.answer().isDone());
    }
}
