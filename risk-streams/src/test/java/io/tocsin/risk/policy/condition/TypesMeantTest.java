// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.signal.SignalType;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypesMeantTest {
    private static Stream<SignalType> meant(String text) {
        return Stream.of(SignalType.values()).filter(type -> TypesMeant.of(text).include(type));
    }

    @Test
    void aTestOfTheTypeThatTheRestIsJoinedToMeansThatType() {
        assertThat(meant("signal.type == \"LOGIN_FAILED\"")).containsExactly(SignalType.LOGIN_FAILED);
        assertThat(meant("signal.type == \"RISK_ASSESSED\" && signal.risk.current == \"HIGH\""))
                .containsExactly(SignalType.RISK_ASSESSED);
        assertThat(meant("""
                signal.type in ["THREAT_DETECTED", "THREAT_UPDATED"] && signal.threat.severity == "HIGH"
                && signal.threat.state in ["NEW"]
                """)).containsExactlyInAnyOrder(SignalType.THREAT_DETECTED, SignalType.THREAT_UPDATED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "signal.type == \"LOGIN_FAILED\" || signal.context.proxy",
                "signal.type == \"LOGIN_FAILED\" && signal.context.proxy || true",
                "signal.type == \"LOGIN_FAILED\" ? false : true",
                "signal.type == \"LOGIN_FAILED\" == false",
                "!(signal.type == \"LOGIN_FAILED\")",
                "signal.type != \"LOGIN_FAILED\"",
                "signal.context.proxy && signal.type == \"LOGIN_FAILED\"",
                "signal.type in [\"LOGIN_FAILED\"] == false"
            })
    void whatDoesNotShowItAtAGlanceMeansAll(String text) {
        assertThat(meant(text)).containsExactly(SignalType.values());
    }
}
