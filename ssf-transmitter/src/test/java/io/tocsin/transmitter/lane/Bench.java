// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane;

import io.tocsin.schemas.json.SetClaimsJson;
import io.tocsin.schemas.secret.Secret;
import io.tocsin.schemas.stream.DeliveryReport;
import io.tocsin.transmitter.lane.failing.Patience;
import io.tocsin.transmitter.lane.failing.StreamStops;
import io.tocsin.transmitter.metrics.TransmitterMetrics;
import io.tocsin.transmitter.push.Backoff;
import io.tocsin.transmitter.push.Pusher;
import io.tocsin.transmitter.stream.StreamFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** What lanes stand on, in time that a test makes; it writes down what they say. */
public final class Bench implements LaneHost {
    public static final int IN_FLIGHT = 4;
    public static final Patience PATIENCE = new Patience(
            new Backoff(Duration.ofMillis(250), Duration.ofSeconds(30)),
            new Backoff(Duration.ofSeconds(8), Duration.ofMinutes(10)),
            5,
            Duration.ofMinutes(15),
            Duration.ofHours(24),
            new Backoff(Duration.ofMinutes(15), Duration.ofDays(1)));

    /** What a lane or its owner asked to be set. */
    public sealed interface Stop {
        record Pause(String streamId, String reason) implements Stop {}

        record Resume(String streamId, String reason) implements Stop {}

        record Over(String streamId) implements Stop {}
    }

    private record Alarm(Instant at, long order, Runnable call) {}

    private final AtomicReference<Instant> now;
    private final AtomicLong alarmsSet = new AtomicLong();
    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>(Comparator.comparing(Alarm::at).thenComparingLong(Alarm::order));
    private final AtomicInteger signatures = new AtomicInteger();
    private final StreamFixture streams = new StreamFixture();
    private final List<Ending> endings = new ArrayList<>();
    private final List<String> hungry = new ArrayList<>();
    private final List<Stop> stops = new ArrayList<>();

    public Bench(Instant start) {
        now = new AtomicReference<>(start);
    }

    public Departures departures(int window, Predicate<String> collapse, Pusher pusher, TransmitterMetrics metrics) {
        return new Departures(
                streams.index(),
                (entry, before) -> {
                    if (before == null) {
                        signatures.incrementAndGet();
                    }
                    return CompletableFuture.completedFuture(
                            before != null
                                    ? before
                                    : SetClaimsJson.write(entry.claims()).toString());
                },
                pusher,
                Secret::of,
                asked(),
                (delay, call) -> alarms.add(new Alarm(now().plus(delay), alarmsSet.incrementAndGet(), call)),
                now::get,
                new Random(7),
                metrics,
                window,
                IN_FLIGHT,
                PATIENCE,
                Duration.ofSeconds(10),
                collapse);
    }

    private StreamStops asked() {
        return new StreamStops() {
            @Override
            public CompletionStage<?> pause(String streamId, String reason) {
                return added(new Stop.Pause(streamId, reason));
            }

            @Override
            public CompletionStage<?> resume(String streamId, String reason) {
                return added(new Stop.Resume(streamId, reason));
            }

            @Override
            public CompletionStage<?> over(String streamId) {
                return added(new Stop.Over(streamId));
            }

            private CompletionStage<?> added(Stop stop) {
                stops.add(stop);
                return CompletableFuture.completedFuture(true);
            }
        };
    }

    public Departures departures(int window, Pusher pusher) {
        return departures(window, receiver -> false, pusher, TransmitterMetrics.NONE);
    }

    public Instant now() {
        return now.get();
    }

    /** Time goes by; what is due happens on the way, each at its time. */
    public void advance(Duration by) {
        Instant end = now().plus(by);
        while (!alarms.isEmpty() && !alarms.peek().at().isAfter(end)) {
            Alarm due = alarms.remove();
            now.updateAndGet(at -> due.at().isAfter(at) ? due.at() : at);
            due.call().run();
        }
        now.set(end);
    }

    public StreamFixture streams() {
        return streams;
    }

    public int signatures() {
        return signatures.get();
    }

    public List<Ending> endings() {
        return endings;
    }

    /** The ids of what ended so, in that order. */
    public List<String> ended(Class<? extends DeliveryReport.Result> how) {
        return endings.stream()
                .filter(ending -> how.isInstance(ending.result()))
                .map(ending -> ending.set().jti())
                .toList();
    }

    public List<String> hungry() {
        return hungry;
    }

    public List<Stop> stops() {
        return stops;
    }

    @Override
    public void ended(Ending ending) {
        endings.add(ending);
    }

    @Override
    public void hungry(String streamId) {
        hungry.add(streamId);
    }
}
