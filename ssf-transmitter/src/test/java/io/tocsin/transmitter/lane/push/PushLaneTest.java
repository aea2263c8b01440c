// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.stream.Delivery;
import io.tocsin.schemas.stream.DeliveryReport;
import io.tocsin.schemas.stream.StreamStatus;
import io.tocsin.transmitter.lane.Bench;
import io.tocsin.transmitter.lane.Lane;
import io.tocsin.transmitter.lane.PendingSet;
import io.tocsin.transmitter.lane.Sets;
import io.tocsin.transmitter.lane.failing.LaneHealth;
import io.tocsin.transmitter.lane.order.Urgency;
import io.tocsin.transmitter.push.PushOutcome;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushLaneTest {
    private static final Duration RETRIED = Duration.ofMinutes(11);

    private record Push(String set, CompletableFuture<PushOutcome> answer) {}

    private final Bench bench = new Bench(Sets.ISSUED);
    private final List<Push> under = new ArrayList<>();
    private final PushLane lane = new PushLane(
            "s",
            bench.departures(64, (endpoint, authorization, set, attempt) -> {
                Push push = new Push(set, new CompletableFuture<>());
                under.add(push);
                return push.answer();
            }),
            bench);

    @BeforeEach
    void emptyAndUpToDate() {
        bench.streams().put(Sets.pushed("s", "acme", "https://rx.example/in"));
        lane.streamChanged();
        lane.load(List.of(), true);
    }

    /**
     * Whatever the receiver answers and in whichever order: no more in flight than agreed, one of each subject,
     * subjects in order, everything ends once.
     */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31, 32, 33, 34, 35, 36, 37, 38, 39, 40})
    @Requirement({"A-31", "A-51"})
    void orderAndBoundsHoldWhateverTheReceiverAnswers(long seed) {
        Random random = new Random(seed);
        Map<String, PendingSet> byToken = new HashMap<>();
        int sets = 300;
        int offered = 0;
        while (bench.endings().size() < sets) {
            if (offered < sets && random.nextBoolean()) {
                PendingSet set =
                        Sets.pending(offered, "s", "subject-" + random.nextInt(12), Sets.anyOfASubject(random));
                if (lane.offer(set)) {
                    offered++;
                } else {
                    // as the owner of the store does, once there is room
                    if (lane.room().any() > 0) {
                        lane.load(List.of(set), true);
                        offered++;
                    }
                }
                byToken.put(set.jti(), set);
            }
            assertThat(under).hasSizeLessThanOrEqualTo(Bench.IN_FLIGHT);
            assertThat(under.stream().map(push -> keyOf(push, byToken)).toList())
                    .doesNotHaveDuplicates();
            if (!under.isEmpty()) {
                Push push = under.remove(random.nextInt(under.size()));
                push.answer().complete(anyOutcome(random));
            }
            bench.advance(Duration.ofSeconds(random.nextInt(90)));
        }
        Map<String, Long> last = new HashMap<>();
        Set<String> ended = new HashSet<>();
        bench.endings().forEach(ending -> {
            assertThat(ended.add(ending.set().jti())).isTrue();
            Long before = last.put(ending.set().orderKey(), ending.set().sequence());
            assertThat(before == null || before < ending.set().sequence())
                    .as("order of " + ending.set().orderKey())
                    .isTrue();
        });
        assertThat(lane.size()).isZero();
    }

    private static PushOutcome anyOutcome(Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> new PushOutcome.Rejected("invalid_request", null);
            case 1 -> new PushOutcome.Transient("HTTP 503", null);
            case 2 -> new PushOutcome.Throttled("HTTP 429", Duration.ofSeconds(1));
            case 3 -> new PushOutcome.Refused("HTTP 401");
            default -> new PushOutcome.Delivered(202);
        };
    }

    private static String keyOf(Push push, Map<String, PendingSet> byToken) {
        return byToken.entrySet().stream()
                .filter(entry -> push.set().contains("\"" + entry.getKey() + "\""))
                .map(entry -> entry.getValue().orderKey())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anUrgentSetGoesNextAndTakesAlongWhatItsSubjectWaitsFor() {
        for (int i = 0; i < Bench.IN_FLIGHT; i++) {
            lane.offer(Sets.pending(i, "s", "busy-" + i, Urgency.BULK));
        }
        lane.offer(Sets.pending(10, "s", "bob", Urgency.NORMAL));
        lane.offer(Sets.pending(11, "s", "alice", Urgency.BULK));
        lane.offer(Sets.pending(12, "s", "alice", Urgency.URGENT));

        answer(0, new PushOutcome.Delivered(202));
        assertThat(under.getLast().set()).contains("jti-11");
        answer(under.size() - 1, new PushOutcome.Delivered(202));
        assertThat(under.getLast().set()).contains("jti-12");
        answer(under.size() - 1, new PushOutcome.Delivered(202));
        assertThat(under.getLast().set()).contains("jti-10");
    }

    @Test
    @Requirement({"SSF-8.1.5-1", "A-13"})
    void nothingElseGoesWhileTheStreamSaysWhatItsStatusIs() {
        bench.streams().put(Sets.stream("s", "acme", push(), StreamStatus.PAUSED));
        lane.streamChanged();
        lane.offer(Sets.pending(1, "s", "alice"));
        lane.offer(Sets.pending(2, "s", "s", Urgency.STREAM_UPDATED));
        bench.streams().put(Sets.stream("s", "acme", push(), StreamStatus.ENABLED));
        lane.streamChanged();

        assertThat(under)
                .singleElement()
                .satisfies(first -> assertThat(first.set()).contains("jti-2"));
        answer(0, new PushOutcome.Transient("HTTP 503", null));
        bench.advance(RETRIED);
        assertThat(under)
                .singleElement()
                .satisfies(again -> assertThat(again.set()).contains("jti-2"));
        answer(0, new PushOutcome.Delivered(202));
        assertThat(under)
                .singleElement()
                .satisfies(next -> assertThat(next.set()).contains("jti-1"));
    }

    @Test
    @Requirement({"PUSH-2-5", "A-31"})
    void afterAnOutageOneGoesAheadThenTwoThenFour() {
        for (int i = 0; i < 40; i++) {
            lane.offer(Sets.pending(i, "s", "subject-" + i));
        }
        while (!under.isEmpty()) {
            answer(0, new PushOutcome.Transient("HTTP 503", Duration.ofSeconds(30)));
        }
        bench.advance(Duration.ofSeconds(29));
        assertThat(under).as("asked to wait").isEmpty();
        assertThat(lane.health().circuit()).isEqualTo("open");

        bench.advance(Duration.ofSeconds(2));
        assertThat(under).hasSize(1);
        answer(0, new PushOutcome.Delivered(202));
        assertThat(under).hasSize(2);
        answer(0, new PushOutcome.Delivered(202));
        assertThat(under).hasSize(4);
    }

    @Test
    @Requirement("A-31")
    void whatIsWrongIsToldUntilSomethingIsTaken() {
        lane.offer(Sets.pending(1, "s", "alice"));
        answer(0, new PushOutcome.Refused("TLS: certificate is for another name"));

        LaneHealth failing = lane.health();
        assertThat(failing.trouble()).isNotNull();
        assertThat(failing.trouble().reason()).isEqualTo("TLS: certificate is for another name");
        assertThat(failing.trouble().failures()).isEqualTo(1);
        assertThat(failing.nextAttempt()).isAfterOrEqualTo(bench.now());
        bench.advance(RETRIED);
        answer(0, new PushOutcome.Delivered(202));

        assertThat(lane.health().trouble()).isNull();
        assertThat(lane.health().nextAttempt()).isNull();
    }

    @Test
    @Requirement("A-16")
    void whatIsUnderWayWhenTheStreamMovesToAnotherMethodStillCounts() {
        lane.offer(Sets.pending(1, "s", "alice"));
        lane.offer(Sets.pending(2, "s", "alice"));

        lane.close(Lane.Closing.MOVED);
        answer(0, new PushOutcome.Delivered(202));

        assertThat(bench.ended(DeliveryReport.Result.Acknowledged.class)).containsExactly("jti-1");
        assertThat(under).isEmpty();
    }

    @Test
    void aLaneThatNobodyUsesCanBeDisposedOfAndOneThatFailsCannot() {
        bench.advance(Duration.ofMinutes(20));
        assertThat(lane.disposable(bench.now().minus(Duration.ofMinutes(10)))).isTrue();

        lane.offer(Sets.pending(1, "s", "alice"));
        answer(0, new PushOutcome.Transient("HTTP 503", null));

        assertThat(lane.disposable(bench.now().plusSeconds(1))).isFalse();
    }

    private void answer(int which, PushOutcome outcome) {
        under.remove(which).answer().complete(outcome);
    }

    private static Delivery push() {
        return new Delivery.Push(URI.create("https://rx.example/in"), null);
    }
}
