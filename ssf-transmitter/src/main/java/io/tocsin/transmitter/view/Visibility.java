// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.view;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Who waits for which record of a topic to be seen. */
final class Visibility {
    private static final class Partition {
        private long position;
        private final NavigableMap<Long, List<CompletableFuture<Void>>> waiting = new TreeMap<>();
    }

    private final Map<Integer, Partition> partitions = new HashMap<>();
    private boolean closed;

    synchronized CompletableFuture<Void> of(int partition, long offset) {
        if (closed) {
            return CompletableFuture.failedFuture(new IllegalStateException("the view is closed"));
        }
        Partition state = partitions.computeIfAbsent(partition, p -> new Partition());
        if (offset < state.position) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> seen = new CompletableFuture<>();
        state.waiting.computeIfAbsent(offset, o -> new ArrayList<>()).add(seen);
        return seen;
    }

    /** Everything before {@code position} has been seen. */
    void reached(int partition, long position) {
        List<CompletableFuture<Void>> seen = new ArrayList<>();
        synchronized (this) {
            Partition state = partitions.computeIfAbsent(partition, p -> new Partition());
            state.position = position;
            var due = state.waiting.headMap(position, false);
            due.values().forEach(seen::addAll);
            due.clear();
        }
        seen.forEach(future -> future.complete(null));
    }

    void close() {
        List<CompletableFuture<Void>> left = new ArrayList<>();
        synchronized (this) {
            closed = true;
            partitions.values().forEach(state -> state.waiting.values().forEach(left::addAll));
            partitions.clear();
        }
        left.forEach(future -> future.completeExceptionally(new IllegalStateException("the view is closed")));
    }
}
