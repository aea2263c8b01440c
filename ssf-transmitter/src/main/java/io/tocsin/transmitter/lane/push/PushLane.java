// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.push;

import io.tocsin.schemas.secret.Secret;
import io.tocsin.schemas.stream.Delivery;
import io.tocsin.schemas.stream.DeliveryReport;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.stream.StreamStatus;
import io.tocsin.transmitter.dialect.InexpressibleException;
import io.tocsin.transmitter.lane.Departures;
import io.tocsin.transmitter.lane.Ending;
import io.tocsin.transmitter.lane.Lane;
import io.tocsin.transmitter.lane.LaneHost;
import io.tocsin.transmitter.lane.PendingSet;
import io.tocsin.transmitter.lane.Window;
import io.tocsin.transmitter.lane.push.PushState.InFlight;
import io.tocsin.transmitter.push.PushOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivery by push (RFC 8935): some SETs in flight at one time, one per order key, each signed once and sent until the
 * receiver takes it or refuses it for good. Any thread may call; none waits for more than a few instructions.
 */
public final class PushLane implements Lane {
    private static final Logger LOG = LoggerFactory.getLogger(PushLane.class);

    private record Opened(String sealed, Secret secret) {}

    private final String streamId;
    private final Departures shared;
    private final LaneHost host;
    private final Window<PushSlot> window;
    private final LaneQueue queue = new LaneQueue();
    private Circuit circuit = Circuit.fresh();
    private @Nullable Instant alarm;
    private boolean stopped;
    private volatile @Nullable Opened opened;

    public PushLane(String streamId, Departures shared, LaneHost host) {
        this.streamId = streamId;
        this.shared = shared;
        this.host = host;
        this.window = new Window<>(shared.window());
    }

    @Override
    public boolean serves(Delivery delivery) {
        return delivery instanceof Delivery.Push;
    }

    @Override
    public synchronized boolean holdsElsewhere(PendingSet set) {
        return window.holdsElsewhere(set);
    }

    @Override
    public void offer(PendingSet set) {
        synchronized (this) {
            if (!stopped && window.admits(set)) {
                add(set);
            }
        }
        pump();
    }

    @Override
    public synchronized int room() {
        return window.room();
    }

    @Override
    public synchronized long loadedThrough() {
        return window.loadedThrough();
    }

    @Override
    public void load(Iterable<PendingSet> sets, boolean all) {
        synchronized (this) {
            for (PendingSet set : sets) {
                if (!stopped && !window.holds(set.sequence())) {
                    add(set);
                }
            }
            window.loaded(all);
        }
        pump();
    }

    private void add(PendingSet set) {
        PushSlot slot = new PushSlot(set);
        window.add(slot);
        queue.add(slot);
    }

    @Override
    public synchronized void forget(long sequence) {
        PushSlot slot = window.remove(sequence);
        if (slot != null) {
            queue.drop(slot);
        }
    }

    @Override
    public void streamChanged() {
        pump();
    }

    /** Sends what may go. Called after every change; does nothing if nothing may. */
    private void pump() {
        List<PushSlot> going;
        Delivery.Push delivery;
        boolean hungry;
        synchronized (this) {
            Optional<Delivery.Push> open = openDelivery();
            if (stopped || open.isEmpty()) {
                return;
            }
            delivery = open.get();
            Instant now = shared.clock().instant();
            circuit = circuit.at(now);
            going = queue.take(circuit.permits(shared.inFlight()) - queue.inFlight(), now);
            hungry = window.wantsMore();
            setAlarm(now);
        }
        going.forEach(slot -> send(slot, delivery));
        if (hungry) {
            host.hungry(streamId);
        }
    }

    private Optional<Delivery.Push> openDelivery() {
        return shared.streams()
                .byId(streamId)
                .filter(stream -> stream.status() == StreamStatus.ENABLED)
                .map(StreamRegistration::delivery)
                .filter(Delivery.Push.class::isInstance)
                .map(Delivery.Push.class::cast);
    }

    private void send(PushSlot slot, Delivery.Push delivery) {
        if (!(slot.state() instanceof InFlight inFlight)) {
            throw new IllegalStateException("SET " + slot.set().sequence() + " was taken but is " + slot.state());
        }
        var unused = signed(slot)
                .thenCompose(token -> {
                    if (slot.stamps().firstAttempt() == null) {
                        slot.stamp(slot.stamps().withFirstAttempt(shared.clock().instant()));
                    }
                    return shared.pusher()
                            .push(delivery.endpointUrl(), authorization(delivery), token, inFlight.attempt());
                })
                .exceptionally(this::unsent)
                .thenAccept(outcome -> answered(slot, inFlight, outcome));
    }

    private PushOutcome unsent(Throwable failure) {
        Optional<InexpressibleException> inexpressible = InexpressibleException.in(failure);
        if (inexpressible.isEmpty()) {
            LOG.error("could not sign or send a SET of stream {}", streamId, failure);
            return new PushOutcome.Transient("internal", null);
        }
        return new PushOutcome.Rejected("inexpressible", inexpressible.get().getMessage());
    }

    private CompletableFuture<String> signed(PushSlot slot) {
        String before = slot.token();
        return shared.tokens().of(slot.set().entry(), before).thenApply(token -> {
            if (!token.equals(before)) {
                slot.signed(token, slot.stamps().withSigned(shared.clock().instant()));
            }
            return token;
        });
    }

    private @Nullable Secret authorization(Delivery.Push delivery) {
        String sealed = delivery.sealedAuthorizationHeader();
        if (sealed == null) {
            return null;
        }
        Opened known = opened;
        if (known == null || !known.sealed().equals(sealed)) {
            known = new Opened(sealed, shared.authorizations().open(sealed));
            opened = known;
        }
        return known.secret();
    }

    private void answered(PushSlot slot, InFlight inFlight, PushOutcome outcome) {
        Instant now = shared.clock().instant();
        Optional<Ending> ending;
        synchronized (this) {
            ending = switch (outcome) {
                case PushOutcome.Delivered delivered -> {
                    circuit = circuit.succeeded();
                    slot.stamp(slot.stamps().withAcknowledged(now));
                    yield end(slot, inFlight, new DeliveryReport.Result.Acknowledged());
                }
                case PushOutcome.Rejected rejected -> {
                    circuit = circuit.succeeded();
                    yield end(
                            slot, inFlight, new DeliveryReport.Result.Rejected(rejected.err(), rejected.description()));
                }
                case PushOutcome.Refused refused -> {
                    Instant until = now.plus(shared.slowBackoff().delay(circuit.failures() + 1, shared.random()));
                    open(circuit.opened(until), refused.reason());
                    retry(slot, inFlight, until);
                    yield Optional.empty();
                }
                case PushOutcome.Transient failed -> {
                    Instant own = now.plus(
                            longer(failed.retryAfter(), shared.backoff().delay(inFlight.attempt(), shared.random())));
                    Instant all = now.plus(longer(
                            failed.retryAfter(), shared.backoff().delay(circuit.failures() + 1, shared.random())));
                    open(failed.retryAfter() == null ? circuit.failed(all) : circuit.opened(all), failed.reason());
                    retry(slot, inFlight, own);
                    yield Optional.empty();
                }
            };
        }
        ending.ifPresent(host::ended);
        pump();
    }

    private Optional<Ending> end(PushSlot slot, InFlight inFlight, DeliveryReport.Result result) {
        queue.ended(slot, inFlight);
        // not there any more if given up or deleted meanwhile: then its end has been told already
        return Optional.ofNullable(window.remove(slot.set().sequence()))
                .map(kept -> new Ending(slot.set(), result, inFlight.attempt(), slot.stamps()));
    }

    private void retry(PushSlot slot, InFlight inFlight, Instant notBefore) {
        if (window.holds(slot.set().sequence())) {
            queue.failed(slot, inFlight, notBefore);
        } else {
            queue.ended(slot, inFlight);
        }
    }

    private void open(Circuit next, String reason) {
        if (next instanceof Circuit.Open && !(circuit instanceof Circuit.Open)) {
            shared.metrics().circuitOpened();
            LOG.warn(
                    "stream {} waits before its next push: {}, {} failures in a row",
                    streamId,
                    reason,
                    next.failures());
        }
        circuit = next;
    }

    private static Duration longer(@Nullable Duration asked, Duration ours) {
        return asked != null && asked.compareTo(ours) > 0 ? asked : ours;
    }

    /** Wakes when time alone will let something go. An alarm too many is harmless. */
    private void setAlarm(Instant now) {
        Optional<Instant> next = circuit instanceof Circuit.Open open
                ? Optional.of(open.until())
                : queue.nextDue().filter(due -> circuit.permits(shared.inFlight()) > queue.inFlight());
        if (next.isEmpty() || (alarm != null && !next.get().isBefore(alarm) && alarm.isAfter(now))) {
            return;
        }
        alarm = next.get();
        // rounded up to the millisecond timers work with, lest it wake a moment too early and find nothing due
        shared.alarms().after(Duration.between(now, next.get()).plusMillis(1), this::pump);
    }

    @Override
    public synchronized void stop() {
        stopped = true;
    }

    @Override
    public synchronized boolean idle() {
        return queue.inFlight() == 0;
    }

    @Override
    public synchronized void close(Closing why) {
        stopped = true;
        window.clear();
        queue.clear();
    }
}
