// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.risk.policy.Policy;
import io.tocsin.risk.policy.Response;
import io.tocsin.risk.policy.Rule;
import io.tocsin.risk.policy.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DefaultPolicyTest {
    private static final Policy POLICY = Policy.load(null);

    static Stream<Trial> trials() {
        return POLICY.tests().stream();
    }

    @ParameterizedTest
    @MethodSource("trials")
    void itPassesItsOwnTests(Trial trial) {
        assertThat(Rehearsal.of(POLICY, trial).failures()).isEmpty();
    }

    @Test
    void itsConditionsNeverFailOnTheWay() {
        POLICY.tests().forEach(trial -> Rehearsal.of(POLICY, trial));

        assertThat(POLICY.failures()).isEmpty();
    }

    @Test
    void everyRuleAndEveryResponseHasItsReasonInTheManual() throws IOException {
        String manual = Files.readString(Path.of("..", "docs", "default-policy.md"));
        List<String> names = Stream.concat(
                        POLICY.rules().stream().map(Rule::name),
                        POLICY.responses().stream().map(Response::name))
                .toList();

        assertThat(names).allSatisfy(name -> assertThat(manual).contains("`" + name + "`"));
    }

    @Test
    void theManualNamesNoRuleThatIsGone() throws IOException {
        List<String> names = Stream.concat(
                        POLICY.rules().stream().map(Rule::name),
                        POLICY.responses().stream().map(Response::name))
                .toList();

        for (String line : Files.readAllLines(Path.of("..", "docs", "default-policy.md"))) {
            if (line.startsWith("| `")) {
                for (String name : line.substring(2, line.indexOf('|', 2)).split(",", -1)) {
                    assertThat(names).contains(name.replace("`", "").strip());
                }
            }
        }
    }

    @Test
    void theWeightsInTheManualAreThoseOfThePolicy() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("..", "docs", "default-policy.md"));
        for (Rule rule : POLICY.rules()) {
            assertThat(lines.stream().filter(line -> line.startsWith("| `" + rule.name() + "` |")))
                    .as(rule.name())
                    .singleElement()
                    .satisfies(line -> assertThat(line.split("\\|", -1)[2].strip())
                            .startsWith(Integer.toString((int) rule.weight())));
        }
    }
}
