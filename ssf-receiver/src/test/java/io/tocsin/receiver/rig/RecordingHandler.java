// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.rig;

import io.tocsin.receiver.SetHandler;
import io.tocsin.receiver.VerifiedSet;
import io.tocsin.schemas.event.SsfEvent.StreamUpdated;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Keeps what it is given; fails as often as it is told to. */
public final class RecordingHandler implements SetHandler {
    public final List<VerifiedSet> sets = new CopyOnWriteArrayList<>();
    public final List<String> verified = new CopyOnWriteArrayList<>();
    public final List<String> statuses = new CopyOnWriteArrayList<>();
    public final AtomicInteger failures = new AtomicInteger();
    public volatile CompletionStage<Void> gate = CompletableFuture.completedFuture(null);
    /** Thrown once, whatever it is told. */
    public final AtomicReference<@Nullable Error> thrown = new AtomicReference<>();

    @Override
    public CompletionStage<Void> handle(VerifiedSet set) {
        throwOnce();
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return CompletableFuture.failedFuture(new IllegalStateException("told to fail"));
        }
        sets.add(set);
        return gate;
    }

    private void throwOnce() {
        Error error = thrown.getAndSet(null);
        if (error != null) {
            throw error;
        }
    }

    public List<String> jtis() {
        return sets.stream().map(set -> set.claims().jti()).toList();
    }

    @Override
    public void verified(String stream) {
        verified.add(stream);
        throwOnce();
    }

    @Override
    public void streamUpdated(String stream, StreamUpdated event) {
        statuses.add(event.status());
        throwOnce();
    }
}
