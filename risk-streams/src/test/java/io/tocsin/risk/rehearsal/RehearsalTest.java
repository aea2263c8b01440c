// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.rehearsal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.risk.policy.Policy;
import io.tocsin.risk.rehearsal.Rehearsal.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    private static final String POLICY = """
            name: rehearsed
            levels: {medium: 40, high: 80}
            contributions:
              - {rule: threat, of: device, when: signal.type == "THREAT_DETECTED", weight: 50, clears: signal.type == "THREAT_RESOLVED"}
              - {rule: context, of: session, when: signal.type == "SESSION_CONTEXT_CHANGED", weight: 40}
            propagation: [{from: device, to: session}]
            responses:
              - response: revoke
                of: session
                on: {level: high}
                send: session-revoked
                reason-admin: {en: "{rules}"}
            tests:
              - test: both revoke
                given:
                  - {at: 0s, type: SESSION_CREATED, about: {session: work, user: ada, device: mac}}
                  - {at: 1m, type: THREAT_DETECTED, about: {device: mac}, threat: {finding_id: f, state: NEW, severity: HIGH}}
                  - {at: 2m, type: SESSION_CONTEXT_CHANGED, about: {session: work, user: ada}}
                expect:
            """;

    private static List<String> failures(String expectations) {
        Policy policy = Policy.read("p.yaml", (POLICY + expectations.indent(6)).getBytes(UTF_8));
        return Rehearsal.of(policy, policy.tests().getFirst()).failures().stream()
                .map(Failure::message)
                .toList();
    }

    @Test
    void whatHappensIsExpected() {
        assertThat(failures("""
                - {at: 90s, session: work, level: medium, decides: nothing}
                - {device: mac, level: medium}
                - {session: work, decides: revoke, withholds: nothing}
                """)).isEmpty();
    }

    @Test
    void whatDoesNotHappenIsToldWithWhatDid() {
        assertThat(failures("""
                - {at: 90s, session: work, level: high}
                - {device: mac, level: low, decides: revoke}
                - {session: work, decides: nothing}
                """))
                .containsExactly(
                        "after 1m30s session work: is at medium, expected high",
                        "device mac: is at medium, expected low",
                        "device mac: decided nothing, expected revoke",
                        "session work: decided revoke, expected nothing");
    }

    @Test
    void nothingAtAllMeansNothingForAnybody() {
        Policy policy = Policy.read(
                "p.yaml", POLICY.replace("expect:\n", "expect: nothing\n").getBytes(UTF_8));

        assertThat(Rehearsal.of(policy, policy.tests().getFirst()).failures())
                .extracting(Failure::message)
                .containsExactly("decided revoke of a session, expected nothing");
    }

    @Test
    void whatIsHeardLateCounts() {
        String late = POLICY.replace("{at: 1m, type", "{at: 1m, arrives: 5m, type");
        Policy policy = Policy.read(
                "p.yaml",
                (late + "- {at: 4m, session: work, decides: nothing}\n- {session: work, decides: revoke}\n".indent(6))
                        .getBytes(UTF_8));

        assertThat(Rehearsal.of(policy, policy.tests().getFirst()).failures()).isEmpty();
    }
}
