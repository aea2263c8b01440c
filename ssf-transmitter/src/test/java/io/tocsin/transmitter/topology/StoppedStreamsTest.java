// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.stream.DeliveryReport;
import io.tocsin.schemas.stream.StatusSource;
import io.tocsin.schemas.stream.StreamStatus;
import io.tocsin.transmitter.lane.Sets;
import io.tocsin.transmitter.push.PushOutcome;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams that are paused, disabled or enabled again, by whomever, and what becomes of their SETs. */
class StoppedStreamsTest {
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private final TopologyRig rig = new TopologyRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    @Requirement({"A-13", "SSF-8.1.5-1", "SSF-8.1.2.1-4", "SSF-8.1.2-1", "SSF-8.1.5-5"})
    void whileAStopIsAnnouncedTheAnnouncementLeavesAndNothingElse() {
        rig.register(Sets.pushed("a", "acme", "https://rx.example/a"));
        rig.setStatus("a", StreamStatus.PAUSED, "by hand", StatusSource.OPERATOR);
        rig.outbox("a", Sets.entry("s1", "a", "alice"));
        rig.advance(MOMENT);

        assertThat(rig.pushed()).extracting(Pushed::status).containsExactly("paused");
        assertThat(rig.pendingCount()).isEqualTo(1);
    }

    @Test
    @Requirement({"A-13", "SSF-8.1.2.1-4"})
    void whenTheAnnouncementHasHadItsTimeNotEvenItLeaves() {
        rig.register(Sets.pushed("a", "acme", "https://rx.example/a"));
        rig.answerAlways(new PushOutcome.Transient("HTTP 503", null));
        rig.setStatus("a", StreamStatus.PAUSED, "by hand", StatusSource.OPERATOR);
        rig.advance(Duration.ofMinutes(2));
        int before = rig.pushed().size();
        rig.answerAlways(new PushOutcome.Delivered(202));

        rig.advance(Duration.ofMinutes(10));

        assertThat(before).isPositive();
        assertThat(rig.pushed()).hasSize(before);
    }

    @Test
    @Requirement({"A-13", "SSF-8.1.5-2", "SSF-8.1.2.1-5", "SSF-8.1.2.1-6"})
    void onEnablingTheAnnouncementIsFirstAndWhatWasHeldFollowsInOrder() {
        rig.register(Sets.pushed("a", "acme", "https://rx.example/a"));
        rig.setStatus("a", StreamStatus.PAUSED, null, StatusSource.OPERATOR);
        rig.advance(Duration.ofMinutes(2));
        rig.pushed().clear();
        for (int i = 0; i < 20; i++) {
            rig.outbox("a", Sets.entry("s" + i, "a", "alice"));
        }

        rig.setStatus("a", StreamStatus.ENABLED, null, StatusSource.OPERATOR);
        rig.advance(MOMENT);

        assertThat(rig.pushed().getFirst().status()).isEqualTo("enabled");
        assertThat(rig.pushed().stream().skip(1).map(Pushed::jti))
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(i -> "s" + i).toList());
    }

    @Test
    @Requirement("A-13")
    void theReceiversOwnChangesAreNotAnnounced() {
        rig.register(Sets.pushed("a", "acme", "https://rx.example/a"));
        rig.setStatus("a", StreamStatus.PAUSED, null, StatusSource.RECEIVER);
        rig.outbox("a", Sets.entry("s1", "a", "alice"));
        rig.advance(MOMENT);
        assertThat(rig.pushed()).isEmpty();

        rig.setStatus("a", StreamStatus.ENABLED, null, StatusSource.RECEIVER);
        rig.advance(MOMENT);

        assertThat(rig.pushed()).extracting(Pushed::jti).containsExactly("s1");
    }

    @Test
    @Requirement({"SSF-8.1.2.1-7", "A-12"})
    void disablingDropsWhatIsHeldAndSaysSo() {
        rig.register(Sets.pushed("a", "acme", "https://rx.example/a"));
        rig.setStatus("a", StreamStatus.PAUSED, null, StatusSource.RECEIVER);
        for (int i = 0; i < 30; i++) {
            rig.outbox("a", Sets.entry("s" + i, "a", "subject-" + i));
        }

        rig.setStatus("a", StreamStatus.DISABLED, null, StatusSource.RECEIVER);
        rig.advance(MOMENT);
        rig.setStatus("a", StreamStatus.ENABLED, null, StatusSource.RECEIVER);
        rig.advance(MOMENT);

        assertThat(rig.pushed()).isEmpty();
        assertThat(rig.pendingCount()).isZero();
        assertThat(rig.reports())
                .hasSize(30)
                .extracting(DeliveryReport::result)
                .containsOnly(new DeliveryReport.Result.Dropped("disabled"));
    }

    @Test
    @Requirement({"SSF-8.1.2.1-7", "A-12"})
    void whatComesForADisabledStreamIsReportedAsDropped() {
        rig.register(Sets.pushed("a", "acme", "https://rx.example/a"));
        rig.setStatus("a", StreamStatus.DISABLED, null, StatusSource.RECEIVER);

        rig.outbox("a", Sets.entry("late", "a", "alice"));
        rig.advance(MOMENT);

        assertThat(rig.pendingCount()).isZero();
        assertThat(rig.reports()).singleElement().satisfies(report -> {
            assertThat(report.jti()).isEqualTo("late");
            assertThat(report.result()).isEqualTo(new DeliveryReport.Result.Dropped("disabled"));
        });
    }

    @Test
    @Requirement({"SSF-8.1.5-1", "SSF-8.1.5-2", "SSF-8.1.2.1-7"})
    void anOperatorsDisablingAndEnablingAreBothAnnounced() {
        rig.register(Sets.pushed("a", "acme", "https://rx.example/a"));
        rig.setStatus("a", StreamStatus.DISABLED, null, StatusSource.OPERATOR);
        rig.outbox("a", Sets.entry("lost", "a", "alice"));
        rig.advance(Duration.ofMinutes(2));
        rig.setStatus("a", StreamStatus.ENABLED, null, StatusSource.OPERATOR);
        rig.outbox("a", Sets.entry("s1", "a", "alice"));
        rig.advance(MOMENT);

        assertThat(rig.pushed().subList(0, 2)).extracting(Pushed::status).containsExactly("disabled", "enabled");
        assertThat(rig.pushed().subList(2, rig.pushed().size()))
                .extracting(Pushed::jti)
                .containsExactly("s1");
    }
}
