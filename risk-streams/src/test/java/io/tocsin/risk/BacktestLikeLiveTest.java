// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.risk.backtest.Backtest;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The same topology in Kafka's own test driver decides what a backtest decides. */
class BacktestLikeLiveTest {
    @Test
    void aBacktestDecidesWhatTheTopologyDecidesByteForByte() throws Exception {
        List<RecordedSignal> signals = new ArrayList<>();
        Month.of(9, 120, 4, LocalDate.parse("2026-03-02")).live(signals::add, day -> {});
        Policy policy = Policy.load(null);
        try (Wire wire = Wire.open(Map.of());
                Bench bench = new Bench(policy)) {
            for (RecordedSignal signal : signals) {
                bench.hear(signal.signal());
            }
            Set<String> live = new LinkedHashSet<>();
            bench.decisions().forEach(decision -> live.add(bytes(wire, decision)));

            Set<String> backtested = new LinkedHashSet<>();
            Iterator<RecordedSignal> source = signals.iterator();
            new Backtest(List.of(new Backtest.Trial(policy, (decision, at) -> backtested.add(bytes(wire, decision)))))
                    .run(() -> source.hasNext() ? source.next() : null);

            assertThat(live).isNotEmpty();
            assertThat(List.copyOf(backtested)).isEqualTo(List.copyOf(live));
        }
    }

    private static String bytes(Wire wire, Decision decision) {
        return HexFormat.of()
                .formatHex(wire.values(Topics.DECISIONS).serializer().serialize(Topics.DECISIONS.name(), decision));
    }
}
