// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane;

import io.tocsin.schemas.stream.DeliveryReport;
import io.tocsin.schemas.stream.StatusSource;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.stream.StreamState;
import io.tocsin.schemas.stream.StreamStatus;
import io.tocsin.transmitter.lane.order.SubjectState;
import io.tocsin.transmitter.lane.order.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What push and poll have in common: the window, what may leave in which state of the stream, signing. The lane itself
 * is the lock; what is told to others is told outside of it.
 *
 * @param <S> what the lane keeps of one SET
 */
public abstract class BoundedLane<S extends LaneSlot> implements Lane {
    /** What may leave. */
    protected enum Gate {
        OPEN,
        /** A change of status is being announced (SSF 1.0 §8.1.5): {@code stream-updated} and nothing else. */
        ANNOUNCING,
        SHUT
    }

    /** The registry may be faster with the news than the outbox with its announcement, but not by this much. */
    private static final Duration UPDATE_LATE = Duration.ofSeconds(2);

    protected final String streamId;
    protected final Departures shared;
    protected final LaneHost host;
    protected final Window<S> window;
    protected boolean stopped;
    protected @Nullable Closing closed;
    private @Nullable StreamState known;
    private @Nullable Instant updateAwaitedUntil;
    private volatile Instant used;

    protected BoundedLane(String streamId, Departures shared, LaneHost host) {
        this.streamId = streamId;
        this.shared = shared;
        this.host = host;
        this.window = new Window<>(shared.window());
        this.known = stream().map(StreamRegistration::state).orElse(null);
        this.used = shared.clock().instant();
    }

    protected abstract S slot(PendingSet set);

    /** It is in the window now. */
    protected abstract void added(S slot);

    /** It is not in the window any more, and had not ended. */
    protected abstract void dropped(S slot);

    /** Something may be able to leave. Not called under the lock. */
    protected abstract void go();

    /** Do SETs leave as they come? */
    protected abstract boolean flowing();

    /** The stream is enabled again. */
    protected void resumed(boolean byUs, Instant now) {}

    /** The stream is stopped, and its receiver is to be told. */
    protected void stopping() {}

    @Override
    public final void streamChanged() {
        Optional<StreamRegistration> stream = stream();
        Instant now = shared.clock().instant();
        synchronized (this) {
            StreamState before = known;
            known = stream.map(StreamRegistration::state).orElse(null);
            if (known != null && before != null && known.status() != before.status()) {
                changed(known, now);
            }
        }
        go();
    }

    private void changed(StreamState state, Instant now) {
        updateAwaitedUntil = null;
        if (state.status() != StreamStatus.ENABLED) {
            if (state.announceUntil() != null) {
                stopping();
            }
            return;
        }
        resumed(state.by() == StatusSource.TRANSMITTER, now);
        boolean here = window.slots().stream().anyMatch(slot -> slot.urgency() == Urgency.STREAM_UPDATED);
        if (state.by() != StatusSource.RECEIVER && !here) {
            updateAwaitedUntil = now.plus(UPDATE_LATE);
            shared.alarms().after(UPDATE_LATE.plusMillis(1), this::go);
        }
    }

    @Override
    public final synchronized boolean holds(long sequence) {
        return window.holds(sequence);
    }

    @Override
    public final synchronized boolean holdsElsewhere(PendingSet set) {
        return window.holdsElsewhere(set);
    }

    @Override
    public final boolean offer(PendingSet set) {
        used = shared.clock().instant();
        List<Ending> superseded = new ArrayList<>(0);
        synchronized (this) {
            if (stopped || closed != null || !window.admits()) {
                return false;
            }
            add(set, superseded);
        }
        superseded.forEach(host::ended);
        go();
        return true;
    }

    @Override
    public final void load(Iterable<PendingSet> sets, boolean all) {
        List<Ending> superseded = new ArrayList<>(0);
        synchronized (this) {
            for (PendingSet set : sets) {
                if (!stopped && closed == null && !window.holds(set.sequence())) {
                    add(set, superseded);
                }
            }
            window.loaded(all);
        }
        superseded.forEach(host::ended);
        go();
    }

    private void add(PendingSet set, List<Ending> superseded) {
        S slot = slot(set);
        for (S old : obsolete(slot)) {
            window.remove(old.set().sequence());
            dropped(old);
            superseded.add(old.ended(
                    new DeliveryReport.Result.Dropped("superseded"),
                    shared.clock().instant()));
        }
        if (slot.urgency() == Urgency.STREAM_UPDATED) {
            updateAwaitedUntil = null;
        }
        window.add(slot);
        added(slot);
    }

    /** What waits here and says nothing any more once there is that one. */
    private List<S> obsolete(S slot) {
        if (slot.urgency() == Urgency.STREAM_UPDATED) {
            // a status that has changed since
            return window.slots().stream()
                    .filter(old -> old.urgency() == Urgency.STREAM_UPDATED && !old.away())
                    .toList();
        }
        if ((window.behind() || !flowing()) && collapses()) {
            return SubjectState.of(slot.set().entry().claims())
                    .map(state -> passed(slot, state))
                    .orElse(List.of());
        }
        return List.of();
    }

    private boolean collapses() {
        return stream()
                .map(StreamRegistration::receiver)
                .filter(shared.collapse())
                .isPresent();
    }

    /** States that are over by that one (SSF 1.0 §8.1.2.1). */
    private List<S> passed(S slot, SubjectState state) {
        List<S> slots = new ArrayList<>();
        List<SubjectState> states = new ArrayList<>();
        for (S earlier : window.slots()) {
            if (earlier.orderKey().equals(slot.orderKey()) && earlier.untouched()) {
                SubjectState.of(earlier.set().entry().claims())
                        .filter(state::sameKind)
                        .ifPresent(same -> {
                            slots.add(earlier);
                            states.add(same);
                        });
            }
        }
        return slots.subList(state.replacesFrom(states), slots.size());
    }

    @Override
    public final synchronized void forget(long sequence) {
        S slot = window.remove(sequence);
        if (slot != null) {
            dropped(slot);
        }
    }

    @Override
    public final synchronized Room room() {
        return window.room();
    }

    @Override
    public final synchronized int size() {
        return window.size();
    }

    @Override
    public final void touch(Instant now) {
        used = now;
    }

    protected final Instant used() {
        return used;
    }

    protected final Optional<StreamRegistration> stream() {
        return shared.streams().byId(streamId);
    }

    /** As far as this lane has heard. */
    protected final boolean enabled() {
        return known != null && known.status() == StreamStatus.ENABLED;
    }

    protected final Gate gate(StreamRegistration stream, Instant now) {
        if (stopped || closed != null) {
            return Gate.SHUT;
        }
        if (stream.status() == StreamStatus.ENABLED) {
            boolean early = updateAwaitedUntil != null && now.isBefore(updateAwaitedUntil);
            return early ? Gate.ANNOUNCING : Gate.OPEN;
        }
        return stream.state().announcing(now) ? Gate.ANNOUNCING : Gate.SHUT;
    }

    /** The token to send now; fails as {@link io.tocsin.transmitter.dialect.SetTokens#of} does. */
    protected final CompletableFuture<String> token(S slot) {
        String before = slot.token();
        return shared.tokens()
                .of(slot.set().entry(), before)
                .thenApply(token -> slot.signed(before, token, shared.clock().instant()));
    }
}
