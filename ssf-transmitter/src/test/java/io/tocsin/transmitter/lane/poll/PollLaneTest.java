// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.stream.DeliveryReport;
import io.tocsin.schemas.stream.StreamStatus;
import io.tocsin.transmitter.lane.Bench;
import io.tocsin.transmitter.lane.Ending;
import io.tocsin.transmitter.lane.Lane;
import io.tocsin.transmitter.lane.Sets;
import io.tocsin.transmitter.lane.order.Urgency;
import io.tocsin.transmitter.push.PushOutcome;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PollLaneTest {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final PollRequest LONG = new PollRequest(100, false, List.of(), Map.of());
    private static final PollRequest SHORT = new PollRequest(100, true, List.of(), Map.of());

    private final Bench bench = new Bench(Sets.ISSUED);
    private final PollLane lane = new PollLane(
            "s",
            bench.departures(
                    4,
                    (endpoint, authorization, set, attempt) ->
                            CompletableFuture.completedFuture(new PushOutcome.Delivered(202))),
            bench);

    @BeforeEach
    void emptyAndUpToDate() {
        bench.streams().put(Sets.polled("s", "acme"));
        lane.streamChanged();
        lane.load(List.of(), true);
    }

    @Test
    @Requirement({"POLL-2.5-1", "POLL-2.2-2"})
    void whoeverWaitsIsAnsweredWhenASetComesAndOnlyOnce() {
        CompletableFuture<PollAnswer> first = lane.poll(LONG, LONGEST);
        CompletableFuture<PollAnswer> second = lane.poll(LONG, LONGEST);

        lane.offer(Sets.pending(1, "s", "alice"));

        assertThat(first.join().sets()).containsOnlyKeys("jti-1");
        assertThat(second).isNotDone();
        bench.advance(LONGEST);
        assertThat(second.join().sets()).containsOnlyKeys("jti-1");
    }

    @Test
    @Requirement("POLL-2.4-2")
    void aLongPollIsSparedWhatItWasGivenAMomentAgoAndAShortOneIsNot() {
        lane.offer(Sets.pending(1, "s", "alice"));
        String token = lane.poll(LONG, LONGEST).join().sets().get("jti-1");

        CompletableFuture<PollAnswer> again = lane.poll(LONG, LONGEST);
        assertThat(again).isNotDone();
        assertThat(lane.poll(SHORT, LONGEST).join().sets()).containsEntry("jti-1", token);
        assertThat(bench.signatures()).as("signed once").isEqualTo(1);
        bench.advance(Duration.ofSeconds(11));
        assertThat(again.join().sets()).containsEntry("jti-1", token);
    }

    @Test
    void aSetThatMayHaveGotLostIsNotOvertakenByTheNextAboutItsSubject() {
        lane.offer(Sets.pending(1, "s", "alice"));
        lane.poll(LONG, LONGEST).join();
        lane.offer(Sets.pending(2, "s", "alice"));
        lane.offer(Sets.pending(3, "s", "bob"));

        assertThat(lane.poll(LONG, LONGEST).join().sets()).containsOnlyKeys("jti-3");
        CompletableFuture<PollAnswer> waiting = lane.poll(LONG, LONGEST);
        assertThat(waiting).isNotDone();
        lane.poll(new PollRequest(0, true, List.of("jti-1"), Map.of()), LONGEST).join();

        assertThat(waiting.join().sets()).containsOnlyKeys("jti-2");
    }

    @Test
    @Requirement({"POLL-2.5-1", "A-33"})
    void aPollInVainEndsWithNothing() {
        CompletableFuture<PollAnswer> waiting = lane.poll(LONG, LONGEST);

        bench.advance(LONGEST.minusMillis(1));
        assertThat(waiting).isNotDone();
        bench.advance(Duration.ofMillis(1));
        assertThat(waiting.join()).isEqualTo(PollAnswer.EMPTY);
    }

    @Test
    @Requirement("POLL-2-3")
    void whatAnAbandonedPollWasToGetGoesToTheNext() {
        lane.poll(LONG, LONGEST).cancel(false);
        lane.offer(Sets.pending(1, "s", "alice"));
        assertThat(lane.poll(LONG, LONGEST).join().sets()).containsOnlyKeys("jti-1");

        CompletableFuture<PollAnswer> next = lane.poll(LONG, LONGEST);
        lane.takeBack(List.of("jti-1"));

        assertThat(next.join().sets()).containsOnlyKeys("jti-1");
    }

    @Test
    @Requirement({"POLL-2.2-4", "POLL-2.2-5", "A-32"})
    void aJtiBothAcknowledgedAndRefusedIsRefused() {
        lane.offer(Sets.pending(1, "s", "alice"));
        DeliveryReport.Result.Rejected refused = new DeliveryReport.Result.Rejected("invalid_key", null);

        lane.poll(new PollRequest(0, true, List.of("jti-1", "other"), Map.of("jti-1", refused)), LONGEST)
                .join();

        assertThat(bench.endings()).singleElement().extracting(Ending::result).isEqualTo(refused);
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

        assertThat(bench.hungry()).containsExactly("s");
        assertThat(lane.room()).isEqualTo(new Lane.Room(2, 3));
        lane.load(List.of(Sets.pending(5, "s", "alice"), Sets.pending(6, "s", "alice")), true);
        assertThat(lane.poll(SHORT, LONGEST).join().sets()).containsOnlyKeys("jti-3", "jti-4", "jti-5", "jti-6");
    }

    @Test
    @Requirement("SEC-6")
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

    @Test
    @Requirement({"A-14", "SSF-8.1.2.1-9"})
    void aStoppedStreamGivesNothingYetAcknowledgesAndLetsLongPollsWait() {
        lane.offer(Sets.pending(1, "s", "alice"));
        lane.poll(SHORT, LONGEST).join();
        lane.offer(Sets.pending(2, "s", "alice"));
        become(StreamStatus.PAUSED);

        assertThat(lane.poll(SHORT, LONGEST).join()).isEqualTo(PollAnswer.EMPTY);
        CompletableFuture<PollAnswer> waiting =
                lane.poll(new PollRequest(100, false, List.of("jti-1"), Map.of()), LONGEST);
        assertThat(bench.ended(DeliveryReport.Result.Acknowledged.class)).containsExactly("jti-1");
        assertThat(waiting).isNotDone();

        become(StreamStatus.ENABLED);
        assertThat(waiting.join().sets()).containsOnlyKeys("jti-2");
    }

    @Test
    void theMoreUrgentIsFirstAndTakesAlongWhatItsSubjectWaitsFor() {
        lane.offer(Sets.pending(1, "s", "bob", Urgency.NORMAL));
        lane.offer(Sets.pending(2, "s", "alice", Urgency.BULK));
        lane.offer(Sets.pending(3, "s", "alice", Urgency.URGENT));
        lane.offer(Sets.pending(4, "s", "s", Urgency.STREAM_UPDATED));

        assertThat(lane.poll(SHORT, LONGEST).join().sets().keySet())
                .containsExactly("jti-4", "jti-2", "jti-3", "jti-1");
        assertThat(lane.poll(new PollRequest(2, true, List.of(), Map.of()), LONGEST)
                        .join())
                .satisfies(answer -> {
                    assertThat(answer.sets().keySet()).containsExactly("jti-4", "jti-2");
                    assertThat(answer.moreAvailable()).isTrue();
                });
    }

    private void become(StreamStatus status) {
        bench.streams().put(Sets.stream("s", "acme", Sets.polled("s", "acme").delivery(), status));
        lane.streamChanged();
    }
}
