// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.backtest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.risk.company.Month;
import io.tocsin.risk.policy.Policy;
import io.tocsin.schemas.recording.RecordedSignal;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BacktestTest {
    private static final List<RecordedSignal> MONTH = month();

    @Test
    void twoBacktestsDecideTheSameByteForByte() throws Exception {
        List<String> once = decisions(Policy.load(null)).getFirst();
        assertThat(once).isNotEmpty();
        assertThat(decisions(Policy.load(null)).getFirst()).isEqualTo(once);
    }

    @Test
    void aPolicyDecidesTheSameWhateverIsTriedBesideIt() throws Exception {
        List<String> alone = decisions(Policy.load(null)).getFirst();
        List<List<String>> together = decisions(Policy.load(null), strict(), Policy.load(null));
        assertThat(together.get(0)).isEqualTo(alone);
        assertThat(together.get(2)).isEqualTo(alone);
        assertThat(together.get(1)).isNotEqualTo(alone);
    }

    @Test
    void whatGoesWrongInAStageEndsTheRunAndIsSaid() {
        Backtest backtest = new Backtest(List.of(new Backtest.Trial(Policy.load(null), (decision, at) -> {
            throw new IllegalArgumentException("no more of this");
        })));
        assertThatThrownBy(() -> backtest.run(source())).hasMessageContaining("no more of this");
    }

    @Test
    void whatGoesWrongWithTheSignalsEndsTheRunToo() {
        AtomicInteger read = new AtomicInteger();
        Iterator<RecordedSignal> signals = MONTH.iterator();
        Backtest backtest = new Backtest(List.of(new Backtest.Trial(Policy.load(null), (decision, at) -> {})));
        assertThatThrownBy(() -> backtest.run(() -> {
                    if (read.incrementAndGet() > 700) {
                        throw new IllegalArgumentException("the file is torn");
                    }
                    return signals.next();
                }))
                .hasMessageContaining("the file is torn");
    }

    @Test
    void aRunSaysHowMuchItReadAndHowFast() throws Exception {
        Backtest backtest = new Backtest(List.of(new Backtest.Trial(Policy.load(null), (decision, at) -> {})));
        Backtest.Summary summary = backtest.run(source());
        assertThat(summary.signals()).isEqualTo(MONTH.size());
        assertThat(summary.unresolved()).isZero();
        assertThat(summary.from()).isEqualTo(MONTH.getFirst().timestamp());
        assertThat(summary.to()).isEqualTo(MONTH.getLast().timestamp());
        assertThat(summary.signalsPerSecond()).isPositive();
    }

    /** The decisions of each, in their order, as their topic would have them; what is said again is left out. */
    private static List<List<String>> decisions(Policy... policies) throws Exception {
        try (Wire wire = Wire.open(Map.of())) {
            List<List<String>> all = new ArrayList<>();
            List<Backtest.Trial> trials = new ArrayList<>();
            for (Policy policy : policies) {
                List<String> decided = new ArrayList<>();
                all.add(decided);
                trials.add(new Backtest.Trial(policy, (decision, at) -> decided.add(bytes(wire, decision))));
            }
            new Backtest(trials).run(source());
            return all.stream()
                    .map(decided -> decided.stream().distinct().toList())
                    .toList();
        }
    }

    static String bytes(Wire wire, Decision decision) {
        return HexFormat.of()
                .formatHex(wire.values(Topics.DECISIONS).serializer().serialize(Topics.DECISIONS.name(), decision));
    }

    private static Supplier<@Nullable RecordedSignal> source() {
        Iterator<RecordedSignal> signals = MONTH.iterator();
        return () -> signals.hasNext() ? signals.next() : null;
    }

    private static List<RecordedSignal> month() {
        List<RecordedSignal> signals = new ArrayList<>();
        Month.of(5, 150, 4, LocalDate.parse("2026-03-02")).live(signals::add, day -> {});
        return List.copyOf(signals);
    }

    private static Policy strict() {
        return Policy.read("strict.yaml", STRICT.getBytes(UTF_8));
    }

    private static final String STRICT = """
            name: strict
            levels: {medium: 20, high: 40, hysteresis: 5}
            contributions:
              - rule: moved
                of: session
                when: signal.type == "SESSION_CONTEXT_CHANGED"
                weight: 50
                cap: 50
            responses:
              - response: revoke
                of: session
                on: {level: high}
                send: session-revoked
                initiating-entity: policy
                reason-admin: {en: "Risk by {rules}"}
            """;
}
