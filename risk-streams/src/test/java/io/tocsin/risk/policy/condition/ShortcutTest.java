// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.risk.company.Month;
import io.tocsin.risk.policy.Policy;
import io.tocsin.risk.policy.Rule;
import io.tocsin.risk.policy.document.YamlNode;
import io.tocsin.schemas.signal.Signal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShortcutTest {
    private static final ConditionCompiler COMPILER = new ConditionCompiler();
    private static final List<Signal> SIGNALS = signals();

    private static List<Signal> signals() {
        List<Signal> signals = new ArrayList<>();
        Month.of(3, 30, 5, LocalDate.parse("2026-03-02")).live(each -> signals.add(each.signal()), day -> {});
        return signals;
    }

    static Stream<String> conditions() {
        Stream<String> shipped = Policy.load(null).rules().stream()
                .flatMap(rule -> Stream.of(rule.when(), rule.clears(), over(rule)))
                .filter(Objects::nonNull)
                .map(Condition::text);
        return Stream.concat(
                        shipped,
                        Stream.of(
                                "signal.threat.severity != \"HIGH\" || signal.on_device",
                                "!(signal.type in [\"LOGIN_FAILED\", \"THREAT_DETECTED\"] && has(signal.context.proxy))",
                                "has(signal.login.outcome) == signal.on_device",
                                "signal.context.as_number > 5000 && signal.vendor == \"okta\"",
                                "signal.context.country == signal.context.user_agent || true",
                                "signal.device.isolated && signal.device.managed || !signal.device.isolated"))
                .distinct();
    }

    private static @Nullable Condition over(Rule rule) {
        return rule.window() == null ? null : rule.window().over();
    }

    /** In a list that is gone through, nothing is plain, so CEL answers. */
    private static String roundabout(String text) {
        return "[" + text + "].exists(answer, answer)";
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void aPlainConditionIsAnsweredAsCelAnswersIt(String text) {
        Condition plain = condition(text);
        Condition byCel = condition(roundabout(text));
        for (Signal signal : SIGNALS) {
            SignalFacts facts = SignalFacts.of(signal);
            assertThat(plain.matches(facts)).as("%s for %s", text, signal).isEqualTo(byCel.matches(facts));
        }
    }

    private static Condition condition(String text) {
        return COMPILER.compile("test", new YamlNode.Scalar(new YamlNode.Place(1, 1), text));
    }
}
