// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tocsin.risk.policy.document.PolicyException;
import io.tocsin.risk.policy.event.Send;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PolicyTest {
    private static final String GOOD = """
            name: test
            levels: {medium: 40, high: 80, hysteresis: 5}
            contributions:
              - rule: threat
                of: device
                when: signal.type == "THREAT_DETECTED"
                weight: 50
                half-life: 3d
                cap: 90
                clears: signal.type == "THREAT_RESOLVED"
            propagation:
              - {from: device, to: session, factor: 0.5}
            responses:
              - response: revoke
                of: session
                on: {level: high}
                send: session-revoked
                initiating-entity: policy
                reason-admin: {en: "by {rules}", de: "wegen {rules}"}
                reason-user: {en: "signed out"}
            """;

    private static Policy read(String text) {
        return Policy.read("p.yaml", text.getBytes(UTF_8));
    }

    @Test
    void aPolicyIsReadWhole() {
        Policy policy = read(GOOD);

        assertThat(policy.version().name()).isEqualTo("test");
        assertThat(policy.rules().getFirst().halfLife()).isEqualTo(Duration.ofDays(3));
        assertThat(policy.propagation().getFirst().factor()).isEqualTo(0.5);
        assertThat(policy.responses().getFirst().send()).isEqualTo(new Send.SessionRevoked());
    }

    @Test
    void itsVersionIsTheHashOfItsBytes() {
        assertThat(read(GOOD).version()).isEqualTo(read(GOOD).version());
        assertThat(read(GOOD + "\n# another byte").version().hash())
                .isNotEqualTo(read(GOOD).version().hash());
    }

    @Test
    void theShippedPolicyIsSound() {
        assertThat(Policy.load(null).version().name()).isEqualTo("default");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> Policy.load(Path.of("no", "such.yaml")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("such.yaml");
    }

    @Test
    void allMistakesAreToldAtOnce() {
        PolicyException e = catchThrowableOfType(
                PolicyException.class,
                () -> read(GOOD.replace("weight: 50", "weight: 500").replace("level: high", "level: hihg")));

        assertThat(e.problems()).hasSize(2);
        assertThat(e.getMessage().lines()).allMatch(line -> line.startsWith("p.yaml:"));
    }

    @Test
    void twoRulesOfOneNameAreRefused() {
        String rule = GOOD.substring(GOOD.indexOf("  - rule"), GOOD.indexOf("propagation"));

        assertThatThrownBy(() -> read(GOOD.replace("propagation:", rule + "propagation:")))
                .hasMessageContaining("'threat' is the rule of two entries");
    }

    @Test
    void aConditionLongerThanAllowedIsRefused() {
        String condition = "signal.type == \"TOKEN_REUSED\" || ".repeat(200) + "true";

        assertThatThrownBy(() ->
                        read(GOOD.replace("when: signal.type == \"THREAT_DETECTED\"", "when: '" + condition + "'")))
                .hasMessageContaining("longer than");
    }
}
