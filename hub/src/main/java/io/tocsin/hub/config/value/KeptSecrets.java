// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.config.value;

import io.tocsin.schemas.secret.Secret;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Reads again, now and then, secrets that stand elsewhere, as long as anybody uses them. */
final class KeptSecrets {
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final List<WeakReference<Kept>> all = new CopyOnWriteArrayList<>();
    private boolean running;

    /**
     * One more.
     *
     * @param value as it was read a moment ago
     * @param every how often to look
     */
    Secret keep(String what, String value, Supplier<String> source, Duration every) {
        Kept kept = new Kept(what, value, source, every, InstantSource.system());
        all.add(new WeakReference<>(kept));
        start();
        return Secret.keptBy(kept);
    }

    private synchronized void start() {
        if (!running) {
            running = true;
            Thread.ofPlatform().name("tocsin-secrets").daemon().start(this::run);
        }
    }

    private void run() {
        CountDownLatch never = new CountDownLatch(1);
        try {
            while (!never.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                all.removeIf(each -> {
                    Kept kept = each.get();
                    if (kept != null) {
                        kept.lookIfDue();
                    }
                    return kept == null;
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
