// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.trust;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks after watched files again and again, on a thread of its own. */
public final class Watch implements AutoCloseable {
    /** How long a change may go unseen. */
    public static final Duration EVERY = Duration.ofSeconds(10);

    private final List<Watched<?>> all = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Duration every;

    public Watch(Duration every) {
        this.every = every;
        Thread.ofPlatform().name("tocsin-file-watch").daemon().start(this::run);
    }

    /** Looks after it from now on. */
    public <T> Watched<T> over(Watched<T> watched) {
        all.add(watched);
        return watched;
    }

    /** How many times changed files could not be used, all in all. */
    public long refusals() {
        return all.stream().mapToLong(Watched::refusals).sum();
    }

    private void run() {
        try {
            while (!closing.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                all.forEach(Watched::check);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
