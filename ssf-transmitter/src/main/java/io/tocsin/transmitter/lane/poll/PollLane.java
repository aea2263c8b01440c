// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.poll;

import io.tocsin.schemas.stream.Delivery;
import io.tocsin.schemas.stream.DeliveryReport;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.transmitter.dialect.InexpressibleException;
import io.tocsin.transmitter.lane.BoundedLane;
import io.tocsin.transmitter.lane.Departures;
import io.tocsin.transmitter.lane.Ending;
import io.tocsin.transmitter.lane.LaneHost;
import io.tocsin.transmitter.lane.PendingSet;
import io.tocsin.transmitter.lane.failing.LaneHealth;
import io.tocsin.transmitter.lane.order.Urgency;
import io.tocsin.transmitter.lane.poll.WaitingPolls.Waiter;
import io.tocsin.transmitter.request.RejectedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Delivery by poll (RFC 8936). A SET stays until it is acknowledged or refused. A short poll gets every one that is
 * left; a long poll is spared those it was given a moment ago, or a receiver that acknowledges late would go round in
 * circles.
 */
public final class PollLane extends BoundedLane<PollSlot> {
    private record Picked(Waiter waiter, List<PollSlot> slots, boolean more) {}

    private final WaitingPolls waiting = new WaitingPolls();
    private final HandOut handOut = new HandOut();

    public PollLane(String streamId, Departures shared, LaneHost host) {
        super(streamId, shared, host);
    }

    /**
     * Acknowledges first, then answers: at once if there is something, or nothing is wanted, or waiting is not; else
     * when a SET comes or {@code longest} is over. Cancelling the answer takes the request back. A stopped stream
     * acknowledges and waits like any other (SSF 1.0 §8.1.2.1).
     *
     * @throws RejectedException if too many requests wait already, or the stream is gone
     */
    public CompletableFuture<PollAnswer> poll(PollRequest request, Duration longest) {
        Waiter waiter = Waiter.of(request);
        List<Ending> endings = new ArrayList<>();
        boolean hungry;
        boolean waits;
        synchronized (this) {
            waits = request.maxEvents() > 0 && !request.returnImmediately() && !stopped;
            if (closed != null) {
                throw closed.rejection();
            }
            request.setErrs().forEach((jti, error) -> end(jti, error, endings));
            request.ack().forEach(jti -> end(jti, new DeliveryReport.Result.Acknowledged(), endings));
            hungry = window.wantsMore();
            if (waits) {
                waiting.add(waiter);
            }
        }
        endings.forEach(host::ended);
        if (hungry) {
            host.hungry(streamId);
        }
        if (waits) {
            go();
            if (!waiter.answer().isDone()) {
                setAlarms(waiter, longest);
            }
        } else {
            answer(pick(waiter));
            if (!endings.isEmpty()) {
                // what was acknowledged kept others of its subject back
                go();
            }
        }
        return waiter.answer();
    }

    /** Those SETs were handed out but the answer did not reach the receiver. */
    public void takeBack(Collection<String> jtis) {
        synchronized (this) {
            jtis.forEach(jti -> window.byJti(jti).ifPresent(PollSlot::takeBack));
        }
        go();
    }

    private void end(String jti, DeliveryReport.Result result, List<Ending> endings) {
        window.byJti(jti).ifPresent(slot -> {
            window.remove(slot.set().sequence());
            endings.add(slot.ended(result, shared.clock().instant()));
        });
    }

    private void setAlarms(Waiter waiter, Duration longest) {
        shared.alarms().after(longest, () -> finish(waiter));
        Duration again = shared.redeliverAfter();
        if (again.compareTo(longest) < 0) {
            shared.alarms().after(again.plusMillis(1), this::go);
        }
    }

    private void finish(Waiter waiter) {
        boolean waited;
        synchronized (this) {
            waited = waiting.remove(waiter);
        }
        if (waited) {
            waiter.answer().complete(PollAnswer.EMPTY);
        }
    }

    /** Answers those who wait, in turn, as far as there are SETs. */
    @Override
    protected void go() {
        List<Picked> served = new ArrayList<>(0);
        synchronized (this) {
            for (Waiter next = waiting.first(); next != null; next = waiting.first()) {
                Picked picked = pick(next);
                if (picked.slots().isEmpty()) {
                    break;
                }
                waiting.remove(next);
                served.add(picked);
            }
        }
        served.forEach(this::answer);
    }

    private synchronized Picked pick(Waiter waiter) {
        Instant now = shared.clock().instant();
        Optional<StreamRegistration> stream = stream();
        Gate gate = stream.isEmpty() ? Gate.SHUT : gate(stream.get(), now);
        if (gate == Gate.SHUT) {
            return new Picked(waiter, List.of(), false);
        }
        // one that is kept back keeps those behind it about the same subject back: they are not to overtake it
        Set<String> keptBack = new HashSet<>();
        List<PollSlot> due = new ArrayList<>();
        for (PollSlot slot : window.slots()) {
            if (gate != Gate.OPEN && slot.urgency() != Urgency.STREAM_UPDATED) {
                continue;
            }
            if (!due(slot, waiter.request(), now)) {
                keptBack.add(slot.orderKey());
            } else if (!keptBack.contains(slot.orderKey())) {
                due.add(slot);
            }
        }
        List<PollSlot> slots = handOut.choose(due, waiter.request().maxEvents());
        slots.forEach(slot -> slot.handOut(now));
        return new Picked(waiter, slots, due.size() > slots.size() || (gate == Gate.OPEN && window.behind()));
    }

    private boolean due(PollSlot slot, PollRequest request, Instant now) {
        Instant handedOut = slot.handedOut();
        return handedOut == null
                || request.returnImmediately()
                || !now.isBefore(handedOut.plus(shared.redeliverAfter()));
    }

    private void answer(Picked picked) {
        List<CompletableFuture<Optional<String>>> tokens =
                picked.slots().stream().map(this::signed).toList();
        var unused = CompletableFuture.allOf(tokens.toArray(CompletableFuture<?>[]::new))
                .whenComplete((done, failure) -> {
                    List<String> jtis = picked.slots().stream()
                            .map(slot -> slot.set().jti())
                            .toList();
                    if (failure != null) {
                        takeBack(jtis);
                        picked.waiter().answer().completeExceptionally(failure);
                        return;
                    }
                    Map<String, String> sets = new LinkedHashMap<>();
                    for (int i = 0; i < jtis.size(); i++) {
                        String jti = jtis.get(i);
                        tokens.get(i).join().ifPresent(token -> sets.put(jti, token));
                    }
                    shared.metrics().pollAnswered(sets.size());
                    if (!picked.waiter().answer().complete(new PollAnswer(sets, picked.more()))) {
                        takeBack(jtis);
                    }
                });
    }

    /** Empty for a SET that the receiver has no words for: that one is over. */
    private CompletableFuture<Optional<String>> signed(PollSlot slot) {
        return token(slot).handle((token, failure) -> {
            if (failure != null) {
                giveUp(slot, InexpressibleException.in(failure).orElseThrow(() -> new CompletionException(failure)));
                return Optional.empty();
            }
            return Optional.of(token);
        });
    }

    private void giveUp(PollSlot slot, InexpressibleException why) {
        List<Ending> endings = new ArrayList<>();
        synchronized (this) {
            end(slot.set().jti(), new DeliveryReport.Result.Rejected("inexpressible", why.getMessage()), endings);
        }
        endings.forEach(host::ended);
    }

    @Override
    public boolean serves(Delivery delivery) {
        return delivery instanceof Delivery.Poll;
    }

    @Override
    protected PollSlot slot(PendingSet set) {
        return new PollSlot(set);
    }

    @Override
    protected void added(PollSlot slot) {}

    @Override
    protected void dropped(PollSlot slot) {}

    /** Somebody is there to take what comes. */
    @Override
    protected boolean flowing() {
        return enabled() && waiting.first() != null;
    }

    /** Those who wait are sent home with nothing; their next poll finds whoever serves the stream then. */
    @Override
    public void stop() {
        List<Waiter> left;
        synchronized (this) {
            stopped = true;
            left = waiting.removeAll();
        }
        left.forEach(waiter -> waiter.answer().complete(PollAnswer.EMPTY));
    }

    @Override
    public boolean idle() {
        return true;
    }

    @Override
    public synchronized LaneHealth health() {
        int handedOut = (int)
                window.slots().stream().filter(slot -> slot.handedOut() != null).count();
        return new LaneHealth(window.size(), null, handedOut, "closed", null, null);
    }

    @Override
    public synchronized boolean disposable(Instant since) {
        return used().isBefore(since) && window.size() == 0 && !window.behind() && waiting.first() == null;
    }

    @Override
    public void close(Closing why) {
        List<Waiter> left;
        synchronized (this) {
            closed = why;
            left = waiting.removeAll();
            window.clear();
        }
        left.forEach(waiter -> {
            switch (why) {
                case STREAM_DELETED -> waiter.answer().completeExceptionally(why.rejection());
                // the next poll finds whoever serves the stream then
                case MOVED -> waiter.answer().complete(PollAnswer.EMPTY);
            }
        });
    }
}
