// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.risk.policy.document.YamlNode;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.origin.Provenance;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.origin.SignalTimes;
import io.tocsin.schemas.origin.TimeQuality;
import io.tocsin.schemas.origin.Transport;
import io.tocsin.schemas.signal.FindingState;
import io.tocsin.schemas.signal.PostureCheck;
import io.tocsin.schemas.signal.Severity;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalContext;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
    private static final ConditionCompiler COMPILER = new ConditionCompiler();
    private static final Instant AT = Instant.parse("2026-03-02T23:30:00Z");

    private static Condition condition(String text) {
        return COMPILER.compile("test", new YamlNode.Scalar(new YamlNode.Place(1, 1), text));
    }

    private static SignalFacts facts(SignalType type, SignalPayload payload) {
        return SignalFacts.of(new Signal(
                "id",
                type,
                new SignalTimes(AT, TimeQuality.VENDOR_EVENT, null, AT),
                new SignalSource("acme", "crowdstrike", "edr", "stream", Transport.STREAM, "Epp", null, null),
                null,
                null,
                null,
                null,
                null,
                payload,
                new SignalContext("203.0.113.7", null, "RO", null, null, 64511, true),
                Provenance.NONE,
                Map.of("secret", "x")));
    }

    private static SignalFacts threat() {
        return facts(
                SignalType.THREAT_DETECTED,
                new SignalPayload.Threat("f-1", null, FindingState.NEW, Severity.HIGH, null, List.of("T1555")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "signal.type == \"THREAT_DETECTED\" && signal.threat.severity in [\"HIGH\", \"CRITICAL\"]",
                "signal.threat.techniques.exists(t, t.startsWith(\"T15\"))",
                "!has(signal.threat.mitigated)",
                "!has(signal.threat.title) || signal.threat.title == \"x\"",
                "signal.context.proxy && signal.context.as_number > 64000",
                "signal.context.as_number > 64000.5",
                "signal.time.getHours() >= 22",
                "signal.vendor == \"crowdstrike\" && signal.tenant == \"acme\" && signal.event_type == \"Epp\""
            })
    void itHolds(String text) {
        assertThat(condition(text).matches(threat())).isTrue();
    }

    @Test
    void checksAreSeenBySide() {
        SignalFacts facts = facts(
                SignalType.DEVICE_COMPLIANCE_CHANGED,
                new SignalPayload.Compliance(
                        ComplianceStatus.NOT_COMPLIANT,
                        null,
                        List.of(new PostureCheck("a", null, true), new PostureCheck("b", null, false))));

        assertThat(condition("signal.compliance.failing == [\"b\"] && signal.compliance.passing == [\"a\"]")
                        .matches(facts))
                .isTrue();
    }

    @Test
    void aMemberThatIsNotThereDoesNotMatchAndIsCounted() {
        Condition condition = condition("signal.threat.mitigated == false");

        assertThat(condition.matches(threat())).isFalse();
        assertThat(condition.matches(facts(SignalType.LOGIN_FAILED, new SignalPayload.None())))
                .isFalse();
        assertThat(condition.failures()).isEqualTo(2);
        assertThat(condition.owner()).isEqualTo("test");
    }

    @Test
    void aComprehensionWithoutEndIsStopped() {
        String tens = "[0,1,2,3,4,5,6,7,8,9]";
        Condition condition = condition(
                "signal.tenant != \"\" && %s.all(a, %s.all(b, %s.all(c, a + b + c >= 0)))".formatted(tens, tens, tens));

        assertThat(condition.matches(threat())).isFalse();
        assertThat(condition.failures()).isEqualTo(1);
    }
}
