// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.risk.policy.PoliciesInForce;
import io.tocsin.risk.policy.Policy;
import io.tocsin.risk.task.PolicyShelf;
import io.tocsin.schemas.policy.PolicyVersion;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.RiskControl;
import io.tocsin.schemas.signal.Severity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was published governs, whether or not a partition has been told of it; what cannot be used never does. */
class PublishedPolicyTest {
    private static String policy(String name, String rule) {
        return """
                name: %s
                levels: {medium: 10, high: 40}
                contributions:
                  - {rule: found, of: device, when: %s, weight: 50}
                propagation: [{from: device, to: session}]
                responses:
                  - response: revoke
                    of: session
                    on: {level: high}
                    send: session-revoked
                    reason-admin: {en: "{rules}"}
                """.formatted(name, rule);
    }

    private static final String THREAT = "signal.type == \"THREAT_DETECTED\"";
    private static final String FILE = policy("file", THREAT);
    private static final String PUBLISHED = policy("published", THREAT);

    private static PoliciesInForce file() {
        return PoliciesInForce.only(Policy.read("file", FILE.getBytes(UTF_8)));
    }

    private static List<String> by(Bench bench) {
        return bench.decisions().stream()
                .map(Decision::policy)
                .map(policy -> policy.version().name() + "@" + policy.activation())
                .toList();
    }

    @Test
    void aPartitionWhoseStateIsGoneJudgesItsFirstInputByWhatWasPublished() {
        RiskControl.PolicyChange change = Bench.change(0, 7, PUBLISHED);
        try (Bench bench = new Bench(file(), new PolicyShelf(() -> List.of(change)))) {
            bench.hear(Told.morning()).hear(Told.threat(Severity.HIGH, "a", 30));
            assertThat(by(bench)).isNotEmpty().containsOnly("published@7");

            // told of it at last, it knows that already
            bench.told(change).hear(Told.threat(Severity.HIGH, "b", 31));
            assertThat(by(bench)).allMatch("published@7"::equals);
        }
    }

    @Test
    void whatWasHeardBeforeItWasPublishedIsStillJudgedByWhatDecidedThen() {
        RiskControl.PolicyChange change = Bench.change(60, 7, PUBLISHED);
        try (Bench bench = new Bench(file(), new PolicyShelf(() -> List.of(change)))) {
            bench.hear(Told.morning()).hear(Told.threat(Severity.HIGH, "a", 30));

            assertThat(by(bench)).isNotEmpty().containsOnly("file@-1");
        }
    }

    @Test
    void aChangeWithADocumentThatCannotBeUsedLeavesWhatIsInForce() {
        RiskControl.Document mistaken = new RiskControl.Document(
                new PolicyVersion("broken", 3, "0000"), policy("broken", "signal.typo == \"x\""));
        RiskControl.Document another =
                new RiskControl.Document(new PolicyVersion("published", 4, "not its hash"), PUBLISHED);
        try (Bench bench = new Bench(file())) {
            bench.hear(Told.morning()).inForce(10, 7, PUBLISHED);
            bench.told(
                    new RiskControl.PolicyChange(8, mistaken, List.of(), Told.minute(11)),
                    new RiskControl.PolicyChange(9, another, List.of(), Told.minute(12)));

            bench.hear(Told.threat(Severity.HIGH, "a", 30));
            assertThat(by(bench)).isNotEmpty().containsOnly("published@7");

            // and what comes next is not held up by it
            bench.inForce(40, 10, policy("next", THREAT))
                    .hear(Told.opened(Told.ON_PHONE, Told.ALICE, Told.MAC_BY_OKTA, 41))
                    .hear(Told.opened(Told.session("new"), Told.ALICE, Told.MAC_BY_OKTA, 42));
            assertThat(by(bench)).isNotEmpty().containsOnly("next@10");
        }
    }

    @Test
    void conditionsThatFailAreCountedForEachPolicyThatIsInForceHere() {
        String failing = policy("failing", "signal.type == \"THREAT_DETECTED\" && signal.context.country == \"FR\"");
        PolicyShelf shelf = new PolicyShelf();
        try (Bench bench = new Bench(file(), shelf)) {
            bench.inForce(0, 7, PUBLISHED, failing).hear(Told.morning()).hear(Told.threat(Severity.HIGH, "a", 30));
        }
        Map<String, Long> failures = shelf.read().values().stream()
                .filter(policy -> policy.version().name().equals("failing"))
                .findFirst()
                .orElseThrow()
                .failures();
        assertThat(failures).hasSize(1).allSatisfy((where, times) -> {
            assertThat(where).contains("found");
            assertThat(times).isPositive();
        });
    }
}
