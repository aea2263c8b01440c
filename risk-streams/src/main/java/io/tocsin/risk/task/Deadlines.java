// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.task;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * When something about whom changes by itself, soonest first, then by principal. In memory only: each record has its
 * own deadline in it, so there is nothing here that a crash could lose or leave behind.
 *
 * <p>Most deadlines are put off, again and again, before they come. One that is put off keeps its place in the queue,
 * and moves when its turn would have come.
 */
final class Deadlines {
    private final Map<String, Deadline> byPrincipal = new HashMap<>();
    private final PriorityQueue<Entry> queue =
            new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparing(Entry::principal));

    /** @param principal its canonical id as text */
    record Entry(Instant at, String principal) {}

    /** {@code queued} is its place in the queue: any other is out of date. */
    private static final class Deadline {
        private Instant at;
        private Instant queued;

        Deadline(Instant at) {
            this.at = at;
            this.queued = at;
        }
    }

    void set(String principal, @Nullable Instant at) {
        if (at == null) {
            byPrincipal.remove(principal);
            return;
        }
        Deadline deadline = byPrincipal.get(principal);
        if (deadline == null) {
            byPrincipal.put(principal, new Deadline(at));
            queue.add(new Entry(at, principal));
            return;
        }
        deadline.at = at;
        if (at.isBefore(deadline.queued)) {
            deadline.queued = at;
            queue.add(new Entry(at, principal));
        }
    }

    /** The next one, if its time has come by {@code now}. */
    Optional<Entry> due(Instant now) {
        for (Entry next = queue.peek(); next != null && !next.at.isAfter(now); next = queue.peek()) {
            Deadline deadline = byPrincipal.get(next.principal);
            if (deadline != null && deadline.at.equals(next.at)) {
                return Optional.of(next);
            }
            queue.poll();
            if (deadline != null && deadline.queued.equals(next.at)) {
                deadline.queued = deadline.at;
                queue.add(new Entry(deadline.at, next.principal));
            }
        }
        return Optional.empty();
    }
}
