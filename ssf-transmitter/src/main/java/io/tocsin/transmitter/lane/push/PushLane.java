// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.push;

import io.tocsin.schemas.stream.Delivery;
import io.tocsin.schemas.stream.DeliveryReport;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.transmitter.lane.BoundedLane;
import io.tocsin.transmitter.lane.Departures;
import io.tocsin.transmitter.lane.Ending;
import io.tocsin.transmitter.lane.LaneHost;
import io.tocsin.transmitter.lane.PendingSet;
import io.tocsin.transmitter.lane.failing.LaneHealth;
import io.tocsin.transmitter.lane.failing.Trouble;
import io.tocsin.transmitter.lane.push.PushState.InFlight;
import io.tocsin.transmitter.push.PushOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivery by push (RFC 8935): some SETs in flight at one time, one per order key, each signed once and sent until the
 * receiver takes it or refuses it for good. Any thread may call; none waits for more than a few instructions.
 */
public final class PushLane extends BoundedLane<PushSlot> {
    private static final Logger LOG = LoggerFactory.getLogger(PushLane.class);
    /** The receiver may not know a fresh key yet, and may never: neither says that it takes what we send. */
    private static final String INVALID_KEY = "invalid_key";

    private final LaneQueue queue = new LaneQueue();
    private final Reception reception;
    private final Courier courier;
    private final FailureNews news = new FailureNews();
    private @Nullable Instant alarm;
    private boolean pausing;

    public PushLane(String streamId, Departures shared, LaneHost host) {
        super(streamId, shared, host);
        this.reception = new Reception(shared.patience(), shared.random());
        this.courier = new Courier(streamId, shared);
    }

    @Override
    public boolean serves(Delivery delivery) {
        return delivery instanceof Delivery.Push;
    }

    @Override
    protected PushSlot slot(PendingSet set) {
        return new PushSlot(set);
    }

    @Override
    protected void added(PushSlot slot) {
        queue.add(slot);
    }

    @Override
    protected void dropped(PushSlot slot) {
        queue.drop(slot);
    }

    @Override
    protected boolean flowing() {
        return reception.unlimited() && enabled();
    }

    @Override
    protected void resumed(boolean byUs, Instant now) {
        reception.resumed(byUs);
        queue.retryNow(now);
        pausing = false;
    }

    /** The announcement is to be tried at least once, whatever became of the last SET. */
    @Override
    protected void stopping() {
        reception.probe();
    }

    /** Sends what may go. Called after every change; does nothing if nothing may. */
    @Override
    protected void go() {
        List<PushSlot> going;
        Delivery.Push delivery;
        boolean hungry;
        Instant now = shared.clock().instant();
        Optional<StreamRegistration> stream = stream();
        if (stream.isEmpty() || !(stream.get().delivery() instanceof Delivery.Push push)) {
            return;
        }
        synchronized (this) {
            Gate gate = gate(stream.get(), now);
            if (gate == Gate.SHUT) {
                return;
            }
            delivery = push;
            going = queue.take(
                    reception.permits(shared.inFlight(), queue.inFlight(), now), gate == Gate.ANNOUNCING, now);
            reception.left(going.size());
            hungry = window.wantsMore();
            setAlarm(now);
        }
        String tenant = stream.get().tenant();
        going.forEach(slot -> send(slot, delivery, tenant));
        if (hungry) {
            host.hungry(streamId);
        }
    }

    private void send(PushSlot slot, Delivery.Push delivery, String tenant) {
        if (!(slot.state() instanceof InFlight inFlight)) {
            throw new IllegalStateException("SET " + slot.set().sequence() + " was taken but is " + slot.state());
        }
        if (inFlight.attempt() > 1) {
            shared.metrics().pushRetried(streamId, tenant);
        }
        var unused = courier.bring(slot, inFlight.attempt(), delivery, () -> token(slot))
                .thenAccept(outcome -> answered(slot, inFlight, outcome));
    }

    private void answered(PushSlot slot, InFlight inFlight, PushOutcome outcome) {
        Instant now = shared.clock().instant();
        Optional<Ending> ending;
        Trouble over = null;
        synchronized (this) {
            boolean wasOpen = reception.circuit() instanceof Circuit.Open;
            boolean wasClosed = reception.circuit() instanceof Circuit.Closed;
            ending = switch (outcome) {
                case PushOutcome.Delivered delivered -> {
                    reception.succeeded(now);
                    yield end(slot, inFlight, new DeliveryReport.Result.Acknowledged(), now);
                }
                case PushOutcome.Rejected rejected -> {
                    if (!rejected.err().equals(INVALID_KEY)) {
                        reception.succeeded(now);
                    }
                    yield end(
                            slot,
                            inFlight,
                            new DeliveryReport.Result.Rejected(rejected.err(), rejected.description()),
                            now);
                }
                case PushOutcome.Refused refused -> retry(slot, inFlight, reception.refused(refused, now));
                case PushOutcome.Throttled throttled ->
                    retry(slot, inFlight, reception.throttled(throttled, inFlight.attempt(), now));
                case PushOutcome.Transient failed ->
                    retry(slot, inFlight, reception.failed(failed, inFlight.attempt(), now));
            };
            if (!wasOpen && reception.circuit() instanceof Circuit.Open) {
                circuitOpened(now);
            } else if (!wasClosed && reception.circuit() instanceof Circuit.Closed) {
                news.recovered(now).ifPresent(text -> LOG.info("stream {} {}", streamId, text));
            }
            if (reception.exhausted(onTrial()) && !pausing && !stopped && closed == null) {
                pausing = true;
                over = reception.trouble();
            }
        }
        ending.ifPresent(host::ended);
        if (over != null) {
            pause(over);
        }
        go();
    }

    /** Has nothing been taken since the stream was last paused because of that? */
    private boolean onTrial() {
        return stream().filter(stream -> stream.state().failedPauses() > 0).isPresent();
    }

    private Optional<Ending> end(PushSlot slot, InFlight inFlight, DeliveryReport.Result result, Instant now) {
        queue.ended(slot, inFlight);
        // not there any more if given up or deleted meanwhile: then its end has been told already
        return Optional.ofNullable(window.remove(slot.set().sequence())).map(kept -> slot.ended(result, now));
    }

    private Optional<Ending> retry(PushSlot slot, InFlight inFlight, Instant notBefore) {
        if (window.holds(slot.set().sequence())) {
            queue.failed(slot, inFlight, notBefore);
        } else {
            queue.ended(slot, inFlight);
        }
        return Optional.empty();
    }

    private void circuitOpened(Instant now) {
        shared.metrics().circuitOpened();
        Trouble trouble = reception.trouble();
        if (trouble != null) {
            news.waits(trouble, now).ifPresent(text -> LOG.warn("stream {} {}", streamId, text));
        }
    }

    /** Nothing has been taken for too long: the stream stops, says so, and is tried again later. */
    private void pause(Trouble over) {
        LOG.warn("stream {} is paused, {} attempts have failed since {}", streamId, over.failures(), over.since());
        var unused = shared.stops().pause(streamId, over.reason()).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.error("stream {} could not be paused, the next failure tries again", streamId, failure);
                synchronized (this) {
                    pausing = false;
                }
            }
        });
    }

    /** Wakes when time alone will let something go. An alarm too many is harmless. */
    private void setAlarm(Instant now) {
        Optional<Instant> next = nextAttempt(now);
        if (next.isEmpty() || (alarm != null && !next.get().isBefore(alarm) && alarm.isAfter(now))) {
            return;
        }
        alarm = next.get();
        // rounded up to the millisecond timers work with, lest it wake a moment too early and find nothing due
        shared.alarms().after(Duration.between(now, next.get()).plusMillis(1), this::go);
    }

    private Optional<Instant> nextAttempt(Instant now) {
        Optional<Instant> due = queue.nextDue();
        if (due.isEmpty() && !queue.hasReady()) {
            return Optional.empty();
        }
        Optional<Instant> let = reception.nextAt(shared.inFlight(), queue.inFlight(), now);
        if (let.isPresent()) {
            return let;
        }
        return due;
    }

    @Override
    public synchronized LaneHealth health() {
        Trouble trouble = reception.trouble();
        return new LaneHealth(
                window.size(),
                null,
                queue.inFlight(),
                reception.circuit().word(),
                trouble,
                trouble == null ? null : nextAttempt(shared.clock().instant()).orElse(null));
    }

    @Override
    public synchronized boolean disposable(Instant since) {
        return used().isBefore(since) && window.size() == 0 && !window.behind() && queue.inFlight() == 0 && flowing();
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
        closed = why;
        List<PushSlot> kept = switch (why) {
            case STREAM_DELETED -> List.of();
            // those under way may yet arrive, and then need not be sent in another way
            case MOVED ->
                window.slots().stream()
                        .filter(slot -> slot.state() instanceof InFlight)
                        .toList();
        };
        window.clear();
        queue.clear();
        kept.forEach(window::add);
    }
}
