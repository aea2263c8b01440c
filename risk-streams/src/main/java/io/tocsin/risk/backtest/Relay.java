// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The threads of one run. When one fails all are stopped, and whoever awaits them learns why. */
final class Relay implements AutoCloseable {
    private final Thread owner = Thread.currentThread();
    private final ExecutorService threads = Executors.newCachedThreadPool(Relay::thread);
    private final List<Future<?>> legs = new ArrayList<>();
    private volatile @Nullable Throwable failure;

    /** One thread's part. */
    interface Leg {
        void run() throws InterruptedException;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "tocsin-backtest");
        thread.setDaemon(true);
        return thread;
    }

    void run(String name, Leg leg) {
        legs.add(threads.submit(() -> {
            Thread.currentThread().setName("tocsin-backtest-" + name);
            try {
                leg.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException | Error e) {
                failed(e);
            }
        }));
    }

    /** Only the first counts: the others are stopped by it. Whoever reads may wait for a pipe that nobody empties. */
    private synchronized void failed(Throwable thrown) {
        if (failure == null) {
            failure = thrown;
            threads.shutdownNow();
            owner.interrupt();
        }
    }

    /**
     * Does the owner's own part, and waits for all others.
     *
     * @throws InterruptedException if the owner was interrupted from outside
     */
    <T> T whileRunning(Callable<T> part) throws InterruptedException {
        try {
            T result = part.call();
            for (Future<?> leg : legs) {
                leg.get();
            }
            rethrow();
            return result;
        } catch (InterruptedException e) {
            rethrow();
            throw e;
        } catch (ExecutionException | CancellationException e) {
            rethrow();
            throw new IllegalStateException("a part of the backtest ended without a word", e);
        }
    }

    private synchronized void rethrow() {
        Throwable thrown = failure;
        if (thrown != null) {
            // it was ours, to get the owner out of a wait
            Thread.interrupted();
            throw new IllegalStateException("the backtest broke: " + thrown, thrown);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** What the owner does meanwhile. */
    interface Callable<T> {
        T call() throws InterruptedException;
    }
}
