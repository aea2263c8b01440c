// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.schemas.secret.Secret;
import io.tocsin.schemas.stream.DeliveryReport;
import io.tocsin.transmitter.lane.Departures;
import io.tocsin.transmitter.lane.Ending;
import io.tocsin.transmitter.lane.Lane;
import io.tocsin.transmitter.lane.LaneHost;
import io.tocsin.transmitter.lane.Sets;
import io.tocsin.transmitter.metrics.TransmitterMetrics;
import io.tocsin.transmitter.push.Backoff;
import io.tocsin.transmitter.push.PushOutcome;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import io.tocsin.transmitter.stream.StreamFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PollLaneTest {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final PollRequest LONG = new PollRequest(100, false, List.of(), Map.of());
    private static final PollRequest SHORT = new PollRequest(100, true, List.of(), Map.of());

    private record Alarm(Instant at, Runnable call) {}

    private final AtomicReference<Instant> now = new AtomicReference<>(Sets.ISSUED);
    private final AtomicInteger signatures = new AtomicInteger();
    private final List<Alarm> alarms = new ArrayList<>();
    private final List<Ending> endings = new ArrayList<>();
    private final List<String> hungry = new ArrayList<>();
    private final StreamFixture streams = new StreamFixture();
    private final PollLane lane = new PollLane("s", departures(), new LaneHost() {
        @Override
        public void ended(Ending ending) {
            endings.add(ending);
        }

        @Override
        public void hungry(String streamId) {
            hungry.add(streamId);
        }
    });

    @BeforeEach
    void emptyAndUpToDate() {
        streams.put(Sets.polled("s", "acme"));
        lane.load(List.of(), true);
    }

    @Test
    void whoeverWaitsIsAnsweredWhenASetComesAndOnlyOnce() {
        CompletableFuture<PollAnswer> first = lane.poll(LONG, LONGEST);
        CompletableFuture<PollAnswer> second = lane.poll(LONG, LONGEST);

        lane.offer(Sets.pending(1, "s", "alice"));

        assertThat(first.join().sets()).containsOnlyKeys("jti-1");
        assertThat(second).isNotDone();
        advance(LONGEST);
        assertThat(second.join().sets()).containsOnlyKeys("jti-1");
    }

    @Test
    void aLongPollIsSparedWhatItWasGivenAMomentAgoAndAShortOneIsNot() {
        lane.offer(Sets.pending(1, "s", "alice"));
        String token = lane.poll(LONG, LONGEST).join().sets().get("jti-1");

        CompletableFuture<PollAnswer> again = lane.poll(LONG, LONGEST);
        assertThat(again).isNotDone();
        assertThat(lane.poll(SHORT, LONGEST).join().sets()).containsEntry("jti-1", token);
        assertThat(signatures).as("signed once").hasValue(1);
        advance(Duration.ofSeconds(11));
        assertThat(again.join().sets()).containsEntry("jti-1", token);
    }

    @Test
    void aPollInVainEndsWithNothing() {
        CompletableFuture<PollAnswer> waiting = lane.poll(LONG, LONGEST);

        advance(LONGEST.minusMillis(1));
        assertThat(waiting).isNotDone();
        advance(Duration.ofMillis(1));
        assertThat(waiting.join()).isEqualTo(PollAnswer.EMPTY);
    }

    @Test
    void whatAnAbandonedPollWasToGetGoesToTheNext() {
        lane.poll(LONG, LONGEST).cancel(false);
        lane.offer(Sets.pending(1, "s", "alice"));
        assertThat(lane.poll(LONG, LONGEST).join().sets()).containsOnlyKeys("jti-1");

        CompletableFuture<PollAnswer> next = lane.poll(LONG, LONGEST);
        lane.takeBack(List.of("jti-1"));

        assertThat(next.join().sets()).containsOnlyKeys("jti-1");
    }

    @Test
    void aJtiBothAcknowledgedAndRefusedIsRefused() {
        lane.offer(Sets.pending(1, "s", "alice"));
        DeliveryReport.Result.Rejected refused = new DeliveryReport.Result.Rejected("invalid_key", null);

        lane.poll(new PollRequest(0, true, List.of("jti-1", "other"), Map.of("jti-1", refused)), LONGEST)
                .join();

        assertThat(endings).singleElement().extracting(Ending::result).isEqualTo(refused);
    }

    @Test
    void acknowledgingMakesRoomForWhatTheStoreHolds() {
        for (int i = 1; i <= 6; i++) {
            lane.offer(Sets.pending(i, "s", "alice"));
        }
        PollAnswer answer = lane.poll(SHORT, LONGEST).join();
        assertThat(answer.sets()).as("a window of 4").hasSize(4);
        assertThat(answer.moreAvailable()).isTrue();

        lane.poll(new PollRequest(0, true, List.of("jti-1", "jti-2"), Map.of()), LONGEST)
                .join();

        assertThat(hungry).containsExactly("s");
        assertThat(lane.loadedThrough()).isEqualTo(4);
        assertThat(lane.room()).isEqualTo(2);
        lane.load(List.of(Sets.pending(5, "s", "alice"), Sets.pending(6, "s", "alice")), true);
        assertThat(lane.poll(SHORT, LONGEST).join().sets()).containsOnlyKeys("jti-3", "jti-4", "jti-5", "jti-6");
    }

    @Test
    void notEverybodyMayWait() {
        for (int i = 0; i < 8; i++) {
            assertThat(lane.poll(LONG, LONGEST)).isNotDone();
        }

        assertThatThrownBy(() -> lane.poll(LONG, LONGEST))
                .isInstanceOfSatisfying(
                        RejectedException.class,
                        refused -> assertThat(refused.rejection()).isInstanceOf(Rejection.TooManyRequests.class));
    }

    @Test
    void aDeletedStreamIsGoneForThoseWhoWaitAndThoseWhoCome() {
        CompletableFuture<PollAnswer> waiting = lane.poll(LONG, LONGEST);

        lane.close(Lane.Closing.STREAM_DELETED);

        assertThat(waiting).isCompletedExceptionally();
        assertThatThrownBy(() -> lane.poll(SHORT, LONGEST)).isInstanceOf(RejectedException.class);
    }

    private void advance(Duration by) {
        now.updateAndGet(at -> at.plus(by));
        List<Alarm> due =
                alarms.stream().filter(alarm -> !alarm.at().isAfter(now.get())).toList();
        alarms.removeAll(due);
        due.forEach(alarm -> alarm.call().run());
    }

    private Departures departures() {
        return new Departures(
                streams.index(),
                (entry, before) -> CompletableFuture.completedFuture(
                        before == null ? "token-" + signatures.incrementAndGet() : before),
                (endpoint, authorization, set, attempt) ->
                        CompletableFuture.completedFuture(new PushOutcome.Delivered(202)),
                Secret::of,
                (delay, call) -> alarms.add(new Alarm(now.get().plus(delay), call)),
                now::get,
                new Random(1),
                TransmitterMetrics.NONE,
                4,
                4,
                new Backoff(Duration.ofMillis(250), Duration.ofSeconds(30)),
                new Backoff(Duration.ofSeconds(8), Duration.ofMinutes(10)),
                Duration.ofSeconds(10));
    }
}
