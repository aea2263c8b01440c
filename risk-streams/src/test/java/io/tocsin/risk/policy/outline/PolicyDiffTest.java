// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.outline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.risk.policy.Policy;
import io.tocsin.risk.policy.outline.PolicyDiff.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyDiffTest {
    private static final String BEFORE = """
            name: main
            levels: {medium: 40, high: 80}
            contributions:
              - rule: threat
                of: [device, session]
                when: signal.type == "THREAT_DETECTED" && signal.threat.severity == "HIGH"
                weight: 50
                half-life: 48h
              - {rule: failures, of: session, when: signal.type == "LOGIN_FAILED", window: {count: 5, within: 10m}, weight: 20}
            responses:
              - response: revoke
                of: session
                on: {level: high}
                send: session-revoked
                reason-admin: {en: "by {rules}", de: "wegen {rules}"}
              - {response: told, of: session, on: {level-change: true}, send: risk-level-change, reason-admin: {en: x}}
            """;

    private static List<PolicyDiff.Difference> diff(String after) {
        return PolicyDiff.between(read(BEFORE), read(after)).differences();
    }

    private static Policy read(String text) {
        return Policy.read("p.yaml", text.getBytes(UTF_8));
    }

    @Test
    void layoutCommentsAndTheOrderOfRulesMeanNothing() {
        String other = """
                # the same
                name: main
                levels:
                  medium: 40.0
                  high: 80
                contributions:
                  - rule: failures
                    of: [session]
                    when: signal.type=="LOGIN_FAILED"
                    window: {within: 600s, count: 5}
                    weight: 20
                    cap: 100
                  - rule: threat
                    of: [session, device]
                    when: >-
                      signal.type == "THREAT_DETECTED"
                      && signal.threat.severity == "HIGH"
                    weight: 50
                    half-life: 2d
                responses:
                  - response: revoke
                    of: session
                    on: {level: high}
                    send: session-revoked
                    reason-admin: {de: "wegen {rules}", en: "by {rules}"}
                  - {response: told, of: session, on: {level-change: true}, send: risk-level-change, reason-admin: {en: x}}
                """;
        assertThat(diff(other.replace("type==\"", "type == \""))).isEmpty();
    }

    @Test
    void whatChangedIsToldByPartAndMember() {
        String after = BEFORE.replace("weight: 50", "weight: 55")
                .replace("{count: 5, within: 10m}", "{count: 6, within: 10m}")
                .replace("high: 80}", "high: 75}");

        assertThat(diff(after))
                .extracting(d -> d.section() + " " + d.name() + " " + d.kind() + " " + d.members())
                .containsExactly(
                        "levels  CHANGED [Member[name=high, before=80, after=75]]",
                        "contributions threat CHANGED [Member[name=weight, before=50, after=55]]",
                        "contributions failures CHANGED [Member[name=window, before=count 5 within 10m,"
                                + " after=count 6 within 10m]]");
    }

    @Test
    void aRuleThatGoesAndAResponseThatComesAreTold() {
        String after = BEFORE.replaceAll("(?m)^  - \\{rule: failures.*\n", "")
                + "  - {response: more, of: device, on: {level-change: true}, send: risk-level-change, reason-admin: {en: y}}\n";

        assertThat(diff(after))
                .extracting(d -> d.section() + " " + d.name() + " " + d.kind())
                .containsExactly("contributions failures " + Kind.REMOVED, "responses more " + Kind.ADDED);
    }

    @Test
    void theOrderOfTheSameResponsesMatters() {
        int revoke = BEFORE.indexOf("  - response: revoke");
        int told = BEFORE.indexOf("  - {response: told");
        String after = BEFORE.substring(0, revoke) + BEFORE.substring(told) + BEFORE.substring(revoke, told);

        assertThat(diff(after))
                .extracting(d -> d.section() + " " + d.members())
                .containsExactly("responses [Member[name=order, before=revoke, told, after=told, revoke]]");
    }

    @Test
    void spacesInsideATextBelongToIt() {
        assertThat(Words.withoutLayout("a  ==\n \"b  c\" && d == 'e \\' f'"))
                .isEqualTo("a == \"b  c\" && d == 'e \\' f'");
    }
}
