// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.receiver.Credentials;
import io.tocsin.transmitter.client.Scope;
import io.tocsin.transmitter.request.RejectedException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Tokens that only their authorization server can tell the meaning of. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpaqueTokensTest extends CallersCase {
    @Test
    @Requirement("A-39")
    void opaqueTokensAreWhatTheirServerSays() {
        Callers callers = callers(payroll(Credentials.NONE, false));
        long soon = Instant.now().plusSeconds(60).getEpochSecond();
        rig.opaque.put("good", told("payroll", "ssf.read", soon, ""));
        rig.opaque.put("foreign", told("payroll", "ssf.read", soon, ",\"aud\":\"https://else.example\""));
        rig.opaque.put("ours", told("payroll", "ssf.read", soon, ",\"aud\":[\"x\",\"" + CallersRig.OURS + "\"]"));
        rig.opaque.put("other-iss", told("payroll", "ssf.read", soon, ",\"iss\":\"https://else.example\""));
        rig.opaque.put("over", told("payroll", "ssf.read", soon - 120, ""));
        rig.opaque.put("nobodys", told("nobody", "ssf.read", soon, ""));

        assertThat(verify(callers, "good").orElseThrow().scopes()).containsExactly(Scope.READ);
        assertThat(verify(callers, "ours")).isPresent();
        for (String bad : List.of("foreign", "other-iss", "over", "nobodys", "unknown")) {
            assertThat(verify(callers, bad)).as(bad).isEmpty();
        }
    }

    @Test
    void whatAServerSaidIsNotAskedAgainForAMoment() {
        Callers callers = callers(payroll(Credentials.NONE, false));
        rig.opaque.put(
                "asked-once",
                told("payroll", "ssf.read", Instant.now().plusSeconds(60).getEpochSecond(), ""));
        rig.asked.clear();
        for (int i = 0; i < 10; i++) {
            assertThat(verify(callers, "asked-once")).isPresent();
        }
        assertThat(rig.asked).hasSize(1);
    }

    @Test
    void whereTheServerDoesNotSayTheTokenIsNeitherGoodNorBad() {
        Callers callers = callers(payroll(Credentials.NONE, false));
        rig.opaque.put("undecided", "500");

        assertThatThrownBy(() -> verify(callers, "undecided"))
                .hasRootCauseInstanceOf(RejectedException.class)
                .hasMessageContaining("Unavailable");
        rig.opaque.put(
                "undecided",
                told("payroll", "ssf.read", Instant.now().plusSeconds(60).getEpochSecond(), ""));
        assertThat(verify(callers, "undecided")).as("the failure is not kept").isPresent();
    }

    private static String told(String clientId, String scope, long exp, String more) {
        return "{\"active\":true,\"client_id\":\"" + clientId + "\",\"scope\":\"" + scope + "\",\"exp\":" + exp + more
                + "}";
    }
}
