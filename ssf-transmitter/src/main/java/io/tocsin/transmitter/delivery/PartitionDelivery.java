// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.delivery;

import io.tocsin.schemas.stream.DeliveryReport;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.stream.StreamState;
import io.tocsin.schemas.stream.StreamStatus;
import io.tocsin.transmitter.lane.Departures;
import io.tocsin.transmitter.lane.Ending;
import io.tocsin.transmitter.lane.Lane;
import io.tocsin.transmitter.lane.PendingSet;
import io.tocsin.transmitter.pending.Backlog;
import io.tocsin.transmitter.pending.IndexSpace;
import io.tocsin.transmitter.pending.PendingStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps every SET of one partition until it has met its end. It hands new ones to their lanes at once; what lanes have
 * to say it takes from their queues, so that one thread alone touches the store. What takes long is done in pieces:
 * other streams go on meanwhile.
 */
public final class PartitionDelivery {
    /** SETs read, loaded or dropped at one time. */
    private static final int READ = 500;

    private static final int LOAD = 128;
    /** With {@code collapse}: how much of one subject's is looked at together. */
    private static final int TOGETHER = 64;

    private final Departures shared;
    private final IndexSpace space;
    private final TaskLanes lanes;
    private final PendingStore pending;
    private final Consumer<Ending> reports;
    private final Map<String, Served> served = new HashMap<>();
    private final Upkeep upkeep;
    private long newest = -1;

    PartitionDelivery(
            Departures shared,
            Holding holding,
            IndexSpace space,
            TaskLanes lanes,
            PendingStore pending,
            Consumer<Ending> reports) {
        this.shared = shared;
        this.space = space;
        this.lanes = lanes;
        this.pending = pending;
        this.reports = reports;
        this.upkeep = new Upkeep(shared, holding, lanes, pending, reports, served);
    }

    TaskLanes lanes() {
        return lanes;
    }

    /** Everything that was in the store when it was handed to us is due again. */
    void open() {
        pending.forEachStream(lanes::hungry);
        drain();
    }

    /** A SET from the outbox. */
    public void keep(PendingSet set, long enqueuedAt) {
        newest = Math.max(newest, set.sequence());
        Optional<StreamRegistration> stream = shared.streams().byId(set.entry().streamId());
        StreamState state = stream.map(StreamRegistration::state).orElse(null);
        if (state != null
                && state.status() == StreamStatus.DISABLED
                && !Clearing.spares(set, state, shared.clock().instant())) {
            reports.accept(new Ending(
                    set,
                    new DeliveryReport.Result.Dropped(Clearing.DISABLED),
                    0,
                    set.entry().stamps()));
            return;
        }
        Served to = stream.map(this::served).orElse(null);
        if (to != null && (to.lane().holds(set.sequence()) || to.lane().holdsElsewhere(set))) {
            return;
        }
        pending.put(set, enqueuedAt);
        if (to != null) {
            if (state != null && state.status() == StreamStatus.PAUSED) {
                upkeep.makeRoom(set.entry().streamId(), to, state);
            }
            if (to.backlog().isDrained() && to.lane().offer(set)) {
                to.backlog().passed(set);
            } else if (to.backlog().arrived(set)) {
                load(set.entry().streamId(), to);
            }
        }
    }

    /** The stream is gone, and what is pending for it goes. */
    public void delete(String streamId) {
        lanes.delete(streamId);
        upkeep.delete(streamId, newest);
    }

    /** What lanes have had to say; to be called often. */
    public void drain() {
        for (Ending ended = lanes.nextEnding(); ended != null; ended = lanes.nextEnding()) {
            ended(ended);
        }
        List<String> again = new ArrayList<>(0);
        for (String hungry = lanes.nextHungry(); hungry != null; hungry = lanes.nextHungry()) {
            if (feed(hungry)) {
                again.add(hungry);
            }
        }
        again.forEach(lanes::hungry);
        upkeep.clear();
    }

    private void ended(Ending ending) {
        String streamId = ending.set().entry().streamId();
        pending.remove(ending.set());
        if (ending.result() instanceof DeliveryReport.Result.Acknowledged) {
            upkeep.taken(streamId);
        }
        // the stream may have another lane by now, with the same SET in it
        lanes.existing(streamId).ifPresent(lane -> lane.forget(ending.set().sequence()));
        reports.accept(ending);
    }

    /** Brings lane and index up to date with the store, a piece at a time. True if there is more to do at once. */
    private boolean feed(String streamId) {
        Optional<StreamRegistration> stream = shared.streams().byId(streamId);
        if (stream.isEmpty() || (lanes.existing(streamId).isEmpty() && !pending.holdsAny(streamId))) {
            return false;
        }
        if (stream.get().status() == StreamStatus.DISABLED) {
            upkeep.disabled(streamId, newest);
        }
        Served to = served(stream.get());
        read(streamId, to);
        return load(streamId, to);
    }

    private Served served(StreamRegistration stream) {
        Lane lane = lanes.lane(stream);
        Served known = served.get(stream.streamId());
        if (known != null && known.lane().equals(lane)) {
            return known;
        }
        if (known != null) {
            known.backlog().discard();
        }
        Served fresh = new Served(lane, new Backlog(space));
        served.put(stream.streamId(), fresh);
        return fresh;
    }

    private void read(String streamId, Served to) {
        Backlog backlog = to.backlog();
        if (backlog.complete() || backlog.isFull()) {
            return;
        }
        PendingStore.Batch batch = pending.after(streamId, backlog.readThrough(), READ);
        for (PendingSet set : batch.sets()) {
            if (!to.lane().holds(set.sequence())) {
                backlog.add(set);
            }
        }
        long through = batch.sets().isEmpty() ? newest : batch.sets().getLast().sequence();
        backlog.read(through, batch.all());
        newest = Math.max(newest, through);
    }

    private boolean collapses(String streamId) {
        return shared.streams()
                .byId(streamId)
                .map(StreamRegistration::receiver)
                .filter(shared.collapse())
                .isPresent();
    }

    private boolean load(String streamId, Served to) {
        Backlog backlog = to.backlog();
        Lane.Room room = to.lane().room();
        Lane.Room some = new Lane.Room(Math.min(LOAD, room.any()), Math.min(LOAD, room.urgent()));
        List<PendingSet> sets = new ArrayList<>();
        for (long sequence : backlog.take(some, collapses(streamId) ? TOGETHER : 1)) {
            pending.get(streamId, sequence).ifPresent(sets::add);
        }
        boolean all = backlog.isDrained();
        if (all || !sets.isEmpty()) {
            to.lane().load(sets, all);
        }
        boolean toRead = !backlog.complete() && !backlog.isFull();
        return toRead || (backlog.size() > 0 && to.lane().room().any() > 0);
    }

    /** What time alone brings about, for the streams that have a lane; about once a second. */
    public void tend() {
        upkeep.tend(newest);
    }

    /** Gives up what belongs to no stream; costs what there are streams in the store. */
    public void sweep() {
        upkeep.sweep();
    }

    public void close() {
        served.values().forEach(at -> at.backlog().discard());
        served.clear();
    }
}
