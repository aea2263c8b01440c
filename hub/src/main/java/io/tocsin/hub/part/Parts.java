// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.part;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been started, closed in reverse; one that will not close does not keep the others from it. */
public final class Parts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);
    private final Deque<Part> started = new ArrayDeque<>();

    private record Part(String name, AutoCloseable closing) {}

    public <T extends AutoCloseable> T keep(String name, T part) {
        started.push(new Part(name, part));
        return part;
    }

    /**
     * Starts a part and keeps it.
     *
     * @throws StartException if it does not start, for whatever reason: a failed listener throws what its API does not
     *     say
     */
    public <T extends AutoCloseable> T start(String name, Callable<T> starting) {
        try {
            return keep(name, starting.call());
        } catch (StartException e) {
            throw e;
        } catch (Exception e) {
            throw StartException.of(name, e);
        }
    }

    /**
     * Starts a part on a thread of its own. It is closed as late as it was begun early, also if something else fails
     * meanwhile.
     */
    public <T extends AutoCloseable> CompletableFuture<T> ahead(String name, Supplier<T> starting) {
        CompletableFuture<T> part = aside(name + "-start", starting);
        keep(name, () -> {
            Optional<T> begun =
                    part.handle((value, failure) -> Optional.ofNullable(value)).join();
            if (begun.isPresent()) {
                begun.get().close();
            }
        });
        return part;
    }

    /** Does that on a thread of its own, of that name. */
    public static <T> CompletableFuture<T> aside(String name, Supplier<T> work) {
        return CompletableFuture.supplyAsync(
                work, task -> Thread.ofPlatform().name(name).start(task));
    }

    /** Waits for what is done aside, and throws what it threw. */
    public static <T> T joined(CompletableFuture<T> part) {
        try {
            return part.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            Part part = started.pop();
            long begun = System.nanoTime();
            try {
                part.closing().close();
                LOG.debug("{} closed in {} ms", part.name(), (System.nanoTime() - begun) / 1_000_000);
            } catch (Exception e) {
                LOG.warn("{} did not close cleanly", part.name(), e);
            }
        }
    }
}
