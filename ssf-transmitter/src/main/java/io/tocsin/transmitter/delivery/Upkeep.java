// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.delivery;

import io.tocsin.schemas.stream.DeliveryReport;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.stream.StreamState;
import io.tocsin.transmitter.lane.Departures;
import io.tocsin.transmitter.lane.Ending;
import io.tocsin.transmitter.lane.PendingSet;
import io.tocsin.transmitter.pending.PendingStore;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What happens to pending SETs that are not delivered: bounds, retention, streams that are disabled, deleted or paused.
 * Works in pieces, on the one thread that touches the store.
 */
final class Upkeep {
    /** SETs dropped of one stream at one time, about once a second. */
    private static final int DROP = 500;
    /** The same where it is done every few milliseconds. */
    private static final int CLEARED = 100;

    /** A SET may be faster than the registration of its stream, but not by this much. */
    private static final Duration STREAM_UNKNOWN = Duration.ofMinutes(10);

    private static final Duration LANE_UNUSED = Duration.ofMinutes(10);

    private final Departures shared;
    private final Holding holding;
    private final TaskLanes lanes;
    private final PendingStore pending;
    private final Consumer<Ending> reports;
    private final Map<String, Served> served;
    private final Pauses pauses;
    private final Map<String, Clearing> clearing = new LinkedHashMap<>();

    Upkeep(
            Departures shared,
            Holding holding,
            TaskLanes lanes,
            PendingStore pending,
            Consumer<Ending> reports,
            Map<String, Served> served) {
        this.shared = shared;
        this.holding = holding;
        this.lanes = lanes;
        this.pending = pending;
        this.reports = reports;
        this.served = served;
        this.pauses = new Pauses(shared.patience(), shared.stops());
    }

    /** Something was taken. */
    void taken(String streamId) {
        shared.streams()
                .byId(streamId)
                .ifPresent(stream -> pauses.taken(stream, shared.clock().instant()));
    }

    /** One more comes to a paused stream: the oldest goes if there are too many. */
    void makeRoom(String streamId, Served at, StreamState state) {
        if (at.lane().size() + at.backlog().size() >= holding.heldLimit()) {
            dropAll(pending.after(streamId, -1, 1).sets(), state, "held-limit");
        }
    }

    void disabled(String streamId, long newest) {
        clearing.putIfAbsent(streamId, new Clearing(Clearing.DISABLED, newest, -1));
    }

    void delete(String streamId, long newest) {
        gone(streamId);
        clearing.put(streamId, new Clearing(Clearing.DELETED, newest, -1));
    }

    private void gone(String streamId) {
        Served before = served.remove(streamId);
        if (before != null) {
            before.backlog().discard();
        }
        pauses.forget(streamId);
        shared.metrics().streamGone(streamId);
    }

    /** A piece of everything that has to go. */
    void clear() {
        if (!clearing.isEmpty()) {
            List.copyOf(clearing.keySet()).forEach(this::clear);
        }
    }

    private void clear(String streamId) {
        Clearing now = clearing.get(streamId);
        if (now == null) {
            return;
        }
        StreamState state =
                shared.streams().byId(streamId).map(StreamRegistration::state).orElse(null);
        PendingStore.Batch batch = pending.after(streamId, now.doneThrough(), CLEARED);
        long done = now.doneThrough();
        for (PendingSet set : batch.sets()) {
            done = set.sequence();
            if (done <= now.through()
                    && !Clearing.spares(set, state, shared.clock().instant())) {
                drop(set, now.reason());
            }
        }
        if (batch.all() || done >= now.through()) {
            clearing.remove(streamId);
        } else {
            clearing.put(streamId, now.upTo(done));
        }
    }

    private void drop(PendingSet set, String reason) {
        Served from = served.get(set.entry().streamId());
        if (from != null) {
            from.lane().forget(set.sequence());
            from.backlog().remove(set);
        }
        pending.remove(set);
        reports.accept(new Ending(
                set, new DeliveryReport.Result.Dropped(reason), 0, set.entry().stamps()));
    }

    /** @param newest the last sequence there is so far */
    void tend(long newest) {
        Instant now = shared.clock().instant();
        for (String streamId : List.copyOf(served.keySet())) {
            Served at = served.get(streamId);
            Optional<StreamRegistration> stream = shared.streams().byId(streamId);
            if (at == null) {
                continue;
            }
            if (stream.isEmpty()) {
                gone(streamId);
            } else {
                tend(stream.get(), at, now, newest);
            }
        }
    }

    private void tend(StreamRegistration stream, Served at, Instant now, long newest) {
        String streamId = stream.streamId();
        long behind = at.backlog().size();
        long all = behind + at.lane().size();
        Instant oldest = all == 0 ? null : pending.oldest(streamId).orElse(null);
        lanes.holds(streamId, behind, oldest);
        shared.metrics()
                .streamBacklog(
                        streamId, stream.tenant(), all, oldest == null ? Duration.ZERO : Duration.between(oldest, now));
        shared.metrics()
                .streamCircuit(streamId, stream.tenant(), at.lane().health().circuit());
        if (oldest != null && oldest.isBefore(now.minus(holding.retention()))) {
            dropAll(pending.olderThan(streamId, now.minus(holding.retention()), DROP), null, "retention");
        }
        switch (stream.status()) {
            case ENABLED -> disposeOf(streamId, at, now);
            case PAUSED -> {
                int over = (int) Math.min(DROP, all - holding.heldLimit());
                if (over > 0) {
                    dropAll(pending.after(streamId, -1, over).sets(), stream.state(), "held-limit");
                }
                pauses.look(stream, now);
                disposeOf(streamId, at, now);
            }
            case DISABLED -> {
                if (all > 0) {
                    disabled(streamId, newest);
                }
                disposeOf(streamId, at, now);
            }
        }
        if (!at.backlog().complete() && !at.backlog().isFull()) {
            lanes.hungry(streamId);
        }
    }

    private void dropAll(List<PendingSet> sets, @Nullable StreamState state, String reason) {
        for (PendingSet set : sets) {
            if (!Clearing.spares(set, state, shared.clock().instant())) {
                drop(set, reason);
            }
        }
    }

    private void disposeOf(String streamId, Served at, Instant now) {
        if (at.backlog().isDrained() && lanes.dispose(streamId, now.minus(LANE_UNUSED))) {
            gone(streamId);
        }
    }

    /** Gives up what belongs to no stream; costs what there are streams in the store. */
    void sweep() {
        Instant limit = shared.clock().instant().minus(STREAM_UNKNOWN);
        pending.forEachStream(streamId -> {
            if (shared.streams().byId(streamId).isEmpty()) {
                dropAll(pending.olderThan(streamId, limit, DROP), null, "no stream");
            } else if (!served.containsKey(streamId)) {
                lanes.hungry(streamId);
            }
        });
    }
}
