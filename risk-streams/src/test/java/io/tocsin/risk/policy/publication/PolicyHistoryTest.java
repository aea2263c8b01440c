// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.publication;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.risk.policy.Policy;
import io.tocsin.risk.policy.document.PolicyException;
import io.tocsin.risk.policy.publication.PublicationException.Kind;
import io.tocsin.schemas.policy.PolicyEntry;
import io.tocsin.schemas.policy.PolicyEntry.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class PolicyHistoryTest {
    private static final Instant T0 = Instant.parse("2026-03-02T08:00:00Z");
    private static final Duration SOAK = Duration.ofHours(24);

    private PolicyHistory history = PolicyHistory.EMPTY;
    private long offset;

    PolicyHistoryTest() {
        take(NextStep.adopt(Policy.read("p", text(50).getBytes(UTF_8)).version(), text(50), T0, "ops"));
    }

    private static String text(int weight) {
        return """
                name: main
                levels: {medium: 40, high: 80}
                contributions:
                  - {rule: threat, of: [device, session], when: signal.type == "THREAT_DETECTED", weight: %d}
                responses:
                  - response: revoke
                    of: session
                    on: {level: high}
                    send: session-revoked
                    reason-admin: {en: "{rules}"}
                """.formatted(weight);
    }

    private void take(PolicyEntry entry) {
        history = history.with(entry, offset++);
    }

    private PolicyEntry next(PolicyOrder order, Instant at) {
        return new NextStep(history, at, "ops").of(order, SOAK);
    }

    private void carryOut(PolicyOrder order, Instant at) {
        take(next(order, at));
    }

    private String active() {
        return NextStep.text(history.latest().orElseThrow().entry().active());
    }

    private List<String> shadows() {
        return history.latest().orElseThrow().entry().shadows().stream()
                .map(shadow -> NextStep.text(shadow.version()))
                .toList();
    }

    private static PolicyOrder publish(int weight) {
        return new PolicyOrder.Publish(text(weight), false, "because");
    }

    private static PolicyOrder shadow(int weight) {
        return new PolicyOrder.Publish(text(weight), true, "because");
    }

    @Test
    void versionsCountByName() {
        carryOut(publish(51), T0);
        carryOut(publish(52), T0);

        assertThat(active()).isEqualTo("main@3");
        assertThat(history.versions("main")).extracting(v -> v.number()).containsExactly(1, 2, 3);
        assertThat(history.text(history.find("main@2").orElseThrow())).isEqualTo(text(51));
        assertThat(history.find("main").orElseThrow().number()).isEqualTo(3);
        assertThat(history.find("main@9")).isEmpty();
        assertThat(history.find("@")).isEmpty();
    }

    @Test
    void theSameDocumentIsTheSameVersion() {
        carryOut(publish(51), T0);
        carryOut(publish(50), T0);

        assertThat(active()).isEqualTo("main@1");
        assertThat(history.versions("main")).hasSize(2);
    }

    @Test
    void ofTwoWhoTryTheSameStepOneCounts() {
        PolicyEntry mine = next(publish(51), T0);
        PolicyEntry yours = next(publish(52), T0);
        take(yours);
        take(mine);

        assertThat(history.text(history.latest().orElseThrow().entry().active()))
                .isEqualTo(text(52));
        assertThat(history.steps()).extracting(step -> step.entry().id()).doesNotContain(mine.id());
    }

    @RepeatedTest(20)
    void whateverComesTwiceOrTooLateAllReadTheSame(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        List<PolicyEntry> written = new ArrayList<>();
        PolicyHistory writer = history;
        for (int i = 0; i < 30; i++) {
            PolicyEntry entry = new NextStep(writer, T0.plusSeconds(i), "ops")
                    .of(random.nextBoolean() ? publish(60 + i % 40) : shadow(60 + i % 40), SOAK);
            written.add(entry);
            if (random.nextInt(3) == 0) {
                written.add(entry);
            }
            PolicyHistory after = writer.with(entry, i);
            writer = random.nextInt(3) == 0 || shadowsOf(after) > 3 ? writer : after;
            if (writer != after) {
                written.removeIf(e -> e.id().equals(entry.id()));
            }
        }
        PolicyHistory reader = history;
        for (PolicyEntry entry : written) {
            reader = reader.with(entry, 0);
        }
        assertThat(reader.steps().stream().map(step -> step.entry().id()))
                .as("seed %d", run.getCurrentRepetition())
                .isEqualTo(
                        writer.steps().stream().map(step -> step.entry().id()).toList());
        assertThat(reader.steps().stream().map(step -> step.entry().number()))
                .isEqualTo(Collections.unmodifiableList(java.util.stream.LongStream.rangeClosed(
                                1, reader.steps().size())
                        .boxed()
                        .toList()));
    }

    private static int shadowsOf(PolicyHistory history) {
        return history.latest().orElseThrow().entry().shadows().size();
    }

    @Test
    void aShadowSoaksBeforeItIsPromoted() {
        carryOut(shadow(51), T0);
        assertThat(active()).isEqualTo("main@1");
        assertThat(shadows()).containsExactly("main@2");

        assertThatThrownBy(() -> next(new PolicyOrder.Promote("main@2", false, ""), T0.plus(Duration.ofHours(1))))
                .isInstanceOf(PublicationException.class)
                .hasMessageContaining("24h")
                .hasMessageContaining("2026-03-02T08:00:00Z");
        assertThatThrownBy(() -> next(new PolicyOrder.Promote("main@2", true, " "), T0))
                .hasMessageContaining("reason");

        carryOut(new PolicyOrder.Promote("main", false, ""), T0.plus(SOAK));
        assertThat(active()).isEqualTo("main@2");
        assertThat(shadows()).isEmpty();
        assertThat(history.latest().orElseThrow().entry().action()).isEqualTo(Action.PROMOTE);
    }

    @Test
    void goingBackGoesOneStepFurtherEachTime() {
        carryOut(publish(51), T0);
        carryOut(publish(52), T0);

        carryOut(new PolicyOrder.Rollback("worse"), T0);
        assertThat(active()).isEqualTo("main@2");
        carryOut(new PolicyOrder.Rollback("worse still"), T0);
        assertThat(active()).isEqualTo("main@1");
        assertThatThrownBy(() -> next(new PolicyOrder.Rollback("again"), T0))
                .isInstanceOfSatisfying(
                        PublicationException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNFIT));
    }

    @Test
    void shadowsComeAndGoBesideWhatDecides() {
        carryOut(shadow(51), T0);
        carryOut(shadow(52), T0);
        assertThatThrownBy(() -> next(new PolicyOrder.Withdraw("main", ""), T0)).hasMessageContaining("more than one");
        carryOut(new PolicyOrder.Withdraw("main@2", "noisy"), T0);

        assertThat(shadows()).containsExactly("main@3");
        assertThat(active()).isEqualTo("main@1");
        assertThatThrownBy(() -> next(new PolicyOrder.Withdraw("other", ""), T0))
                .isInstanceOfSatisfying(
                        PublicationException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNKNOWN));
    }

    @Test
    void aFifthShadowIsRefused() {
        for (int weight = 51; weight < 55; weight++) {
            carryOut(shadow(weight), T0);
        }
        assertThatThrownBy(() -> next(shadow(55), T0)).hasMessageContaining("withdraw one of main@2");
    }

    @Test
    void aDocumentWithAMistakeIsNoStep() {
        assertThatThrownBy(() -> next(new PolicyOrder.Publish("name: x", false, ""), T0))
                .isInstanceOf(PolicyException.class);
    }

    @Test
    void whatDecidesAlreadyIsNotPublishedAgain() {
        assertThatThrownBy(() -> next(publish(50), T0)).hasMessageContaining("decides already");
    }

    @Test
    void aStepIsToldWithAllTheTextsItNeeds() {
        carryOut(shadow(51), T0);

        var change = history.change(history.latest().orElseThrow());

        assertThat(change.activation()).isEqualTo(1);
        assertThat(change.active().text()).isEqualTo(text(50));
        assertThat(change.shadows()).extracting(document -> document.text()).containsExactly(text(51));
    }
}
