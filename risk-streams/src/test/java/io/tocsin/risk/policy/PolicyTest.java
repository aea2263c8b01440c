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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
                cap: 60
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

    @ParameterizedTest(name = "{0} → {1}")
    @MethodSource("mistakes")
    void aMistakeIsToldWithItsPlaceAndARemedy(String right, String wrong, int line, String field, String remedy) {
        String text = GOOD.replace(right, wrong);
        assertThat(text).isNotEqualTo(GOOD);

        PolicyException e = catchThrowableOfType(PolicyException.class, () -> read(text));

        assertThat(e).isNotNull();
        assertThat(e.problems()).anySatisfy(problem -> {
            assertThat(problem.line()).as(e.getMessage()).isEqualTo(line);
            assertThat(problem.path()).as(e.getMessage()).contains(field);
            assertThat(problem.message()).contains(remedy);
        });
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                // the document
                Arguments.of("name: test", "nmae: test", 1, "", "did you mean 'name'?"),
                Arguments.of("name: test\n", "", 1, "name", "missing"),
                Arguments.of("name: test", "name: a b", 1, "name", "letters, digits"),
                Arguments.of("name: test", "name: [test]", 1, "name", "a list, expected a name"),
                Arguments.of("name: test", "name: test\nname: test", 2, "name", "said twice"),
                Arguments.of("name: test", "name: \"test", 6, "", "not YAML: while parsing a block mapping, expected"),
                Arguments.of("name: test", "name: &a test\nother: *a", 2, "", "alias"),
                // levels
                Arguments.of("medium: 40", "medum: 40", 2, "levels", "did you mean 'medium'?"),
                Arguments.of("medium: 40, ", "", 2, "levels.medium", "missing"),
                Arguments.of("medium: 40", "medium: forty", 2, "levels.medium", "no number"),
                Arguments.of("medium: 40", "medium: 90", 2, "levels", "medium < high"),
                Arguments.of("high: 80", "high: 180", 2, "levels.high", "0 to 100"),
                Arguments.of("hysteresis: 5", "hysteresis: 40", 2, "levels", "less than medium"),
                // contributions
                Arguments.of("rule: threat", "rule: The Threat", 4, "contributions[0].rule", "lower-case"),
                Arguments.of("of: device\n    when", "of: devcie\n    when", 5, "of", "did you mean 'device'?"),
                Arguments.of("of: device\n    when", "of: []\n    when", 5, "of", "empty list"),
                Arguments.of(
                        "signal.type == \"THREAT_DET",
                        "signal.tpye == \"THREAT_DET",
                        6,
                        "(threat).when",
                        "did you mean 'type'?"),
                Arguments.of("signal.type == \"THREAT_DETECTED\"", "signal.type", 6, "(threat).when", "truth value"),
                Arguments.of("\"THREAT_DETECTED\"", "\"THREAT_DETCTED\"", 6, "when", "did you mean 'THREAT_DETECTED'?"),
                Arguments.of("\"THREAT_DETECTED\"", "1", 6, "when", "no matching overload"),
                Arguments.of("\"THREAT_DETECTED\"", "THREAT", 6, "when", "text stands in quotes"),
                Arguments.of(" == \"THREAT_DETECTED\"", " ==", 6, "when", "mismatched input"),
                Arguments.of("when: signal.type == \"THREAT_DETECTED\"", "when: \"\"", 6, "when", "empty"),
                Arguments.of("weight: 50", "weight: 500", 7, "weight", "0 to 100"),
                Arguments.of("weight: 50", "weight: 0", 7, "weight", "remove the rule"),
                Arguments.of("half-life: 3d", "half-life: 3 days", 8, "half-life", "12h or 3d"),
                Arguments.of("half-life: 3d", "halflife: 3d", 8, "contributions[0]", "did you mean 'half-life'?"),
                Arguments.of("half-life: 3d", "half-life: 0s", 8, "half-life", "above zero"),
                Arguments.of("cap: 60", "cap: 10", 9, "cap", "raise it"),
                Arguments.of("THREAT_RESOLVED\"", "THREAT_RESOLVED\" && 1", 10, "clears", "overload"),
                // propagation
                Arguments.of("from: device", "from: session", 12, "propagation[0].from", "unknown here"),
                Arguments.of("factor: 0.5", "factor: 5", 12, "factor", "0 to 1"),
                Arguments.of("factor: 0.5", "factor: 0", 12, "factor", "remove this flow"),
                // responses
                Arguments.of("on: {level: high}", "on: {level: low}", 16, "on.level", "medium"),
                Arguments.of("on: {level: high}", "on: {}", 16, "on", "exactly one"),
                Arguments.of("on: {level: high}", "on: {level: high, level-change: true}", 16, "on", "exactly one"),
                Arguments.of("on: {level: high}", "on: {levle: high}", 16, "on", "did you mean 'level'?"),
                Arguments.of(
                        "on: {level: high}", "on: {level-change: true}", 17, "send", "goes with 'level', 'signal'"),
                Arguments.of(
                        "send: session-revoked", "send: session-revokd", 17, "send", "did you mean 'session-revoked'?"),
                Arguments.of(
                        "send: session-revoked", "send: device-compliance-change", 15, "of", "told of device only"),
                Arguments.of("initiating-entity: policy", "initiating-entity: robot", 18, "initiating-entity", "admin"),
                Arguments.of(
                        "reason-admin: {en: \"by {rules}\", de: \"wegen {rules}\"}",
                        "reason-admin: {}",
                        19,
                        "reason-admin",
                        "text by language"),
                Arguments.of("by {rules}", "by {rule}", 19, "reason-admin.en", "did you mean 'rules'?"),
                Arguments.of("{en: \"signed out\"}", "{e_n: \"signed out\"}", 20, "reason-user", "BCP 47"),
                Arguments.of("{en: \"signed out\"}", "{en: \" \"}", 20, "reason-user.en", "expected a text"));
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
