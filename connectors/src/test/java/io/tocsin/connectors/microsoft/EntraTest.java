// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.microsoft;

import static io.tocsin.connectors.LabBench.TWO_DAYS;
import static io.tocsin.connectors.LabBench.names;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.connectors.LabBench;
import io.tocsin.connectors.LabBench.Desk;
import io.tocsin.connectors.lab.Shelf;
import io.tocsin.connectors.poll.EntraConfig;
import io.tocsin.connectors.sample.Samples;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.RiskLevel;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload.Login;
import io.tocsin.schemas.signal.SignalPayload.SessionChange;
import io.tocsin.schemas.signal.SignalPayload.VendorRisk;
import io.tocsin.schemas.signal.SignalType;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Entra ID's logs, handed out by the lab. */
class EntraTest {
    @AutoClose
    private final LabBench bench = new LabBench();

    @Test
    void entrasSignIns() throws Exception {
        bench.put("/v1.0/auditLogs/signIns", "entra/signins-page.json", "/value");
        bench.put("/v1.0/auditLogs/signIns", "entra/signins-page-2-late-arrival.json", "/value");
        Desk desk = entra("sign-ins");
        desk.read();
        assertThat(desk.letters).isEmpty();
        assertThat(desk.types())
                .containsExactly(SignalType.LOGIN_SUCCEEDED, SignalType.LOGIN_FAILED, SignalType.LOGIN_SUCCEEDED);
        Signal failed = desk.signals.get(1);
        assertThat(failed.payload()).isEqualTo(new Login("50126", List.of()));
        assertThat(names(failed.user()))
                .containsExactly("b0b00000-0000-4000-8000-000000000002", "bob.ortiz@acme.example");
        assertThat(failed.device()).isNull();
        assertThat(failed.context().ipAddress()).isEqualTo("198.51.100.77");
        assertThat(failed.context().country()).isEqualTo("RO");
        assertThat(failed.provenance().correlationId()).isEqualTo("c0441a7e-0000-4000-8000-000000000002");
        assertThat(failed.times().event()).isEqualTo(Instant.parse("2026-03-02T08:40:11Z"));
        assertThat(names(desk.signals.get(2).device())).containsExactly("d2d2d2d2-0000-4000-8000-0000000000d2");
    }

    @Test
    void entrasErrorCodesAreNotAllFailures() throws Exception {
        Shelf shelf = bench.lab.shelf("/v1.0/auditLogs/signIns");
        int number = 0;
        for (int code : new int[] {53_000, 500_121, 50_074, 50_053, 999_999}) {
            ObjectNode signIn =
                    Samples.json("entra/signins-page.json").at("/value/0").deepCopy();
            signIn.put("id", "id-" + number);
            signIn.put("createdDateTime", "2026-03-02T08:0" + (9 - number++) + ":00Z");
            signIn.withObject("/status").put("errorCode", code);
            shelf.add(signIn);
        }
        Desk desk = entra("sign-ins");
        desk.read();
        assertThat(desk.types())
                .containsExactly(
                        SignalType.LOGIN_FAILED,
                        SignalType.MFA_CHALLENGE_DENIED,
                        SignalType.UNKNOWN,
                        SignalType.LOGIN_FAILED,
                        SignalType.LOGIN_FAILED);
        assertThat(desk.signals.getFirst().payload()).isEqualTo(new Login("DEVICE_NOT_COMPLIANT", List.of()));
    }

    @Test
    void entrasRisks() throws Exception {
        bench.put("/v1.0/identityProtection/riskDetections", "entra/risk-detections.json", "/value");
        bench.put("/v1.0/identityProtection/riskyUsers", "entra/risky-users.json", "/value");
        Desk detections = entra("risk-detections");
        detections.read();
        assertThat(detections.types()).containsOnly(SignalType.RISK_ASSESSED).hasSize(2);
        assertThat(detections.signals.getFirst().payload())
                .isEqualTo(new VendorRisk(
                        PrincipalKind.USER,
                        RiskLevel.LOW,
                        RiskLevel.HIGH,
                        "leakedCredentials",
                        List.of("userPerformedSecuredPasswordReset", "remediated")));
        assertThat(detections.signals.getFirst().initiatingEntity()).isEqualTo(InitiatingEntity.USER);
        assertThat(detections.signals.get(1).payload())
                .isEqualTo(new VendorRisk(
                        PrincipalKind.USER, RiskLevel.MEDIUM, null, "anonymizedIPAddress", List.of("atRisk")));
        Desk users = entra("risky-users");
        users.read();
        assertThat(users.signals).singleElement().satisfies(signal -> {
            assertThat(names(signal.user()))
                    .containsExactly("b0b00000-0000-4000-8000-000000000002", "bob.ortiz@acme.example");
            assertThat(((VendorRisk) signal.payload()).current()).isEqualTo(RiskLevel.HIGH);
        });
    }

    @Test
    void aRiskThatChangesIsAnotherSignalAndLeakedCredentialsAreCompromised() throws Exception {
        Shelf shelf = bench.put("/v1.0/identityProtection/riskDetections", "entra/risk-detections.json", "/value/1");
        shelf.change(
                record -> true,
                record -> ((ObjectNode) record)
                        .put("riskState", "atRisk")
                        .put("riskDetail", "none")
                        .put("lastUpdatedDateTime", "2026-03-02T08:50:00Z"));
        Desk desk = entra("risk-detections");
        desk.read();
        assertThat(desk.types()).containsExactly(SignalType.RISK_ASSESSED, SignalType.CREDENTIAL_COMPROMISED);
        shelf.change(
                record -> true,
                record -> ((ObjectNode) record)
                        .put("riskState", "dismissed")
                        .put("lastUpdatedDateTime", "2026-03-02T09:10:00Z"));
        desk.read();
        desk.read();
        assertThat(desk.types())
                .containsExactly(SignalType.RISK_ASSESSED, SignalType.CREDENTIAL_COMPROMISED, SignalType.RISK_ASSESSED);
        assertThat(desk.ids()).doesNotHaveDuplicates();
    }

    @Test
    void entrasAuditsOfWhatConcernsAccess() throws Exception {
        Shelf shelf = bench.lab.shelf("/v1.0/auditLogs/directoryAudits");
        shelf.add(audit("1", "Disable account"))
                .add(audit("2", "User registered security info"))
                .add(audit("3", "Revoke sign-in sessions"))
                .add(audit("4", "Update group"))
                .add(audit("5", "Reset user password"));
        Desk desk = entra("directory-audits");
        desk.read();
        assertThat(desk.letters).isEmpty();
        assertThat(desk.types())
                .containsExactlyInAnyOrder(
                        SignalType.ACCOUNT_DISABLED,
                        SignalType.MFA_CHANGED,
                        SignalType.SESSION_REVOKED,
                        SignalType.CREDENTIAL_CHANGED);
        Signal disabled = desk.of(SignalType.ACCOUNT_DISABLED);
        assertThat(disabled.initiatingEntity()).isEqualTo(InitiatingEntity.ADMIN);
        assertThat(names(disabled.user())).contains("bob.ortiz@acme.example");
        assertThat(names(disabled.actor())).contains("carol.admin@acme.example");
        assertThat(desk.of(SignalType.SESSION_REVOKED).payload()).isEqualTo(new SessionChange(true, null, null));
    }

    private static ObjectNode audit(String id, String activity) {
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        record.put("id", id)
                .put("activityDisplayName", activity)
                .put("activityDateTime", "2026-03-02T09:00:00Z")
                .put("result", "success");
        record.putObject("initiatedBy")
                .putObject("user")
                .put("id", "ca401000-0000-4000-8000-000000000003")
                .put("userPrincipalName", "carol.admin@acme.example");
        record.putArray("targetResources")
                .addObject()
                .put("type", "User")
                .put("id", "b0b00000-0000-4000-8000-000000000002")
                .put("userPrincipalName", "bob.ortiz@acme.example");
        return record;
    }

    private Desk entra(String feed) {
        return bench.desk(new EntraConfig("entra", "acme", "acme", List.of(feed), bench.oauth(), TWO_DAYS), feed);
    }
}
