// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.connectors.LabBench.Desk;
import io.tocsin.connectors.jamf.ComplianceGroup;
import io.tocsin.connectors.lab.Shelf;
import io.tocsin.connectors.poll.CrowdStrikeConfig;
import io.tocsin.connectors.poll.DefenderConfig;
import io.tocsin.connectors.poll.EntraConfig;
import io.tocsin.connectors.poll.FleetConfig;
import io.tocsin.connectors.poll.IntuneConfig;
import io.tocsin.connectors.poll.JamfInventoryConfig;
import io.tocsin.connectors.poll.KeycloakConfig;
import io.tocsin.connectors.poll.OktaLogConfig;
import io.tocsin.connectors.poll.Schedule;
import io.tocsin.schemas.event.ChangeType;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.FindingState;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.PostureCheck;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.RiskLevel;
import io.tocsin.schemas.signal.Severity;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload.AccountChange;
import io.tocsin.schemas.signal.SignalPayload.Compliance;
import io.tocsin.schemas.signal.SignalPayload.CredentialUpdate;
import io.tocsin.schemas.signal.SignalPayload.DeviceFacts;
import io.tocsin.schemas.signal.SignalPayload.Login;
import io.tocsin.schemas.signal.SignalPayload.SessionChange;
import io.tocsin.schemas.signal.SignalPayload.Threat;
import io.tocsin.schemas.signal.SignalPayload.VendorRisk;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.TimeQuality;
import io.tocsin.schemas.signal.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The sample payloads of every vendor, handed out by the lab, become the signals that they mean. */
class SamplesOfVendorsTest {
    private static final Schedule DAY = new Schedule(null, Duration.ofDays(2), null);

    private final LabBench bench = new LabBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void oktasLogGivesTheSignalsOfItsHooks() throws Exception {
        bench.put("/api/v1/logs", "okta/system-log-page-1.json", "/body");
        bench.put("/api/v1/logs", "okta/system-log-page-2-out-of-order.json", "/body");
        Desk desk = bench.desk(
                new OktaLogConfig(
                        "log", "acme", "acme", List.of("https://hub.acme.example"), true, 3, bench.api(), DAY),
                "system-log");
        desk.read();
        assertThat(desk.letters).isEmpty();
        assertThat(desk.types())
                .startsWith(SignalType.SESSION_CREATED, SignalType.SESSION_CONTEXT_CHANGED, SignalType.RISK_ASSESSED);
        Signal first = desk.signals.getFirst();
        assertThat(first.source().transport()).isEqualTo(Transport.POLL);
        assertThat(names(first.session())).contains("idxFAKEsessALICE01abcd");
        assertThat(first.times().event()).isEqualTo(Instant.parse("2026-03-02T08:00:03.120Z"));
    }

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
        Signal disabled = of(desk, SignalType.ACCOUNT_DISABLED);
        assertThat(disabled.initiatingEntity()).isEqualTo(InitiatingEntity.ADMIN);
        assertThat(names(disabled.user())).contains("bob.ortiz@acme.example");
        assertThat(names(disabled.actor())).contains("carol.admin@acme.example");
        assertThat(of(desk, SignalType.SESSION_REVOKED).payload()).isEqualTo(new SessionChange(true, null, null));
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

    @Test
    void intunesSnapshotsTellWhatChanged() throws Exception {
        Shelf shelf =
                bench.put("/v1.0/deviceManagement/managedDevices", "intune/manageddevices-snapshot-t0.json", "/value");
        Desk desk = bench.desk(new IntuneConfig("intune", "acme", "acme", bench.oauth(), DAY), "managed-devices");
        desk.read();
        assertThat(desk.types()).as("a baseline says who is there").containsExactly(SignalType.DEVICE_SEEN);
        desk.read();
        assertThat(desk.signals).hasSize(1);
        shelf.remove(row -> true);
        bench.put("/v1.0/deviceManagement/managedDevices", "intune/manageddevices-snapshot-t1.json", "/value");
        desk.reopen();
        desk.read();
        assertThat(desk.types())
                .containsExactly(
                        SignalType.DEVICE_SEEN, SignalType.DEVICE_COMPLIANCE_CHANGED, SignalType.THREAT_DETECTED);
        Signal changed = desk.signals.get(1);
        assertThat(changed.payload())
                .isEqualTo(new Compliance(ComplianceStatus.NOT_COMPLIANT, ComplianceStatus.COMPLIANT, List.of()));
        assertThat(changed.times().quality()).isEqualTo(TimeQuality.DIFF_UPPER_BOUND);
        assertThat(changed.attributes()).containsKey("not-before");
        assertThat(names(changed.device()))
                .containsExactly(
                        "d2d2d2d2-0000-4000-8000-0000000000d2",
                        "5CG0FAKE22",
                        "1d2d2000-0000-4000-8000-0000000000d2",
                        "00005E005302",
                        "BOB-LT-22");
        assertThat(names(changed.user()))
                .containsExactly(
                        "b0b00000-0000-4000-8000-000000000002", "bob.ortiz@acme.example", "bob.ortiz@acme.example");
        assertThat(((Threat) desk.signals.get(2).payload()).severity()).isEqualTo(Severity.HIGH);
    }

    @Test
    void intunesGraceIsComplianceAndItsJunkNamesNobody() throws Exception {
        Shelf shelf =
                bench.put("/v1.0/deviceManagement/managedDevices", "intune/manageddevices-edge-cases.json", "/value");
        Desk desk = bench.desk(new IntuneConfig("intune", "acme", "acme", bench.oauth(), DAY), "managed-devices");
        desk.read();
        assertThat(names(desk.signals.get(1).device()))
                .containsExactly("1d2d2000-0000-4000-8000-0000000000e2", "00005E005302", "BOB-LT-22");
        assertThat(desk.signals.get(1).user()).isNull();
        shelf.change(row -> true, row -> ((ObjectNode) row).put("complianceState", "compliant"));
        desk.read();
        assertThat(desk.types())
                .as("from grace to compliant is no change, from unknown it is the first word")
                .containsExactly(SignalType.DEVICE_SEEN, SignalType.DEVICE_SEEN, SignalType.DEVICE_COMPLIANCE_CHANGED);
        assertThat(desk.signals.get(2).payload())
                .isEqualTo(new Compliance(ComplianceStatus.COMPLIANT, null, List.of()));
        // a list that changes while it is read may leave out a row: two passes have to miss it
        shelf.remove(row -> row.path("id").asText().endsWith("e1"));
        desk.read();
        assertThat(desk.signals).hasSize(3);
        desk.read();
        assertThat(desk.types()).last().isEqualTo(SignalType.DEVICE_UNENROLLED);
        desk.read();
        assertThat(desk.signals).hasSize(4);
    }

    @Test
    void defendersAlertsAndMachines() throws Exception {
        Shelf alerts = bench.put("/api/alerts", "defender/alerts.json", "/value");
        Shelf machines = bench.put("/api/machines", "defender/machines.json", "/value");
        DefenderConfig config = new DefenderConfig("mde", "acme", "acme", List.of(), bench.oauth(), DAY);
        Desk desk = bench.desk(config, "alerts");
        desk.read();
        Signal found = desk.signals.getFirst();
        assertThat(found.type()).isEqualTo(SignalType.THREAT_DETECTED);
        assertThat(found.payload())
                .isEqualTo(new Threat(
                        "defender:da639000000000000000_-1000000001",
                        "Suspicious access to LSASS service",
                        FindingState.NEW,
                        Severity.HIGH,
                        null,
                        List.of("T1003.001")));
        assertThat(names(found.user()))
                .containsExactly(
                        "b0b00000-0000-4000-8000-000000000002",
                        "bob.ortiz@acme.example",
                        "bob.ortiz",
                        "S-1-5-21-1111111111-2222222222-3333333333-1102");
        assertThat(names(found.device()))
                .containsExactly("d2fa4e00000000000000000000000000000000d2", "bob-lt-22.acme.example");
        alerts.change(
                alert -> true,
                alert -> ((ObjectNode) alert)
                        .put("status", "Resolved")
                        .put("classification", "FalsePositive")
                        .put("lastUpdateTime", "2026-03-02T09:00:00Z"));
        desk.read();
        assertThat(desk.types()).containsExactly(SignalType.THREAT_DETECTED, SignalType.THREAT_RESOLVED);
        assertThat(((Threat) desk.signals.get(1).payload()).state()).isEqualTo(FindingState.FALSE_POSITIVE);

        Desk risks = bench.desk(config, "machines");
        risks.read();
        assertThat(risks.types()).as("the double says nothing").containsExactly(SignalType.DEVICE_SEEN);
        assertThat(names(risks.signals.getFirst().device())).startsWith("d2d2d2d2-0000-4000-8000-0000000000d2");
        machines.change(machine -> true, machine -> ((ObjectNode) machine).put("riskScore", "Low"));
        risks.read();
        assertThat(risks.signals.get(1).payload())
                .isEqualTo(new VendorRisk(PrincipalKind.DEVICE, RiskLevel.LOW, RiskLevel.HIGH, "riskScore", List.of()));
    }

    @Test
    void falconsAlertsAndHosts() throws Exception {
        Shelf alerts = bench.put("/alerts/combined/alerts/v1", "crowdstrike/alerts-combined-page.json", "/resources");
        Shelf hosts = bench.put("/devices/combined/devices/v1", "crowdstrike/devices-entities.json", "/resources");
        CrowdStrikeConfig config = new CrowdStrikeConfig("falcon", "acme", List.of(), bench.oauth(), DAY);
        Desk desk = bench.desk(config, "alerts");
        desk.read();
        Signal found = desk.signals.getFirst();
        assertThat(found.payload())
                .isEqualTo(new Threat(
                        "c1dc1dc1dc1dc1dc1dc1dc1dc1dc1dc1:ind:a1d00a1c00000000000000000000d001:43185188660-10197-561424",
                        "Credential Access via Keychain dump",
                        FindingState.NEW,
                        Severity.HIGH,
                        null,
                        List.of("T1555")));
        assertThat(names(found.device()))
                .containsExactly("a1d00a1c00000000000000000000d001", "00:00:5e:00:53:01", "ALICE-MBP");
        assertThat(names(found.user())).containsExactly("alice.ng");
        alerts.change(
                alert -> true,
                alert -> ((ObjectNode) alert)
                        .put("status", "closed")
                        .put("updated_timestamp", "2026-03-02T09:01:00.5Z"));
        desk.read();
        assertThat(desk.types()).containsExactly(SignalType.THREAT_DETECTED, SignalType.THREAT_RESOLVED);

        bench.lab.pageSize(1);
        Desk fleet = bench.desk(config, "hosts");
        assertThat(fleet.read()).isEqualTo(2);
        assertThat(fleet.types()).containsOnly(SignalType.DEVICE_SEEN).hasSize(2);
        assertThat(names(fleet.signals.getFirst().device())).contains("FVFXFAKE01Q6");
        hosts.change(host -> true, host -> ((ObjectNode) host).put("status", "contained"));
        fleet.read();
        assertThat(fleet.signals.subList(2, fleet.signals.size()))
                .singleElement()
                .satisfies(signal -> {
                    assertThat(signal.type()).isEqualTo(SignalType.DEVICE_ISOLATION_CHANGED);
                    assertThat(((DeviceFacts) signal.payload()).isolated()).isTrue();
                    assertThat(names(signal.device())).contains("FVFXFAKE01Q6");
                });
    }

    @Test
    void fleetsPoliciesFailAndRecover() throws Exception {
        Shelf hosts = bench.put("/api/v1/fleet/hosts", "fleet/host-detail.json", "/host");
        Desk desk = bench.desk(new FleetConfig("fleet", "acme", "acme", List.of(), bench.api(), DAY), "hosts");
        desk.read();
        assertThat(names(desk.signals.getFirst().device()))
                .containsExactly(
                        "FVFXFAKE01Q6", "A1B2C3D4-0001-5AA1-B498-52A4CB17D18D", "41", "00:00:5e:00:53:01", "ALICE-MBP");
        assertThat(names(desk.signals.getFirst().user())).containsExactly("alice.ng@acme.example");
        hosts.change(host -> true, host -> {
            ((ObjectNode) host.at("/policies/0")).put("response", "pass");
            ((ObjectNode) host.at("/policies/1")).put("response", "fail");
            return host;
        });
        desk.read();
        assertThat(desk.signals.get(1).payload())
                .as("the policy that is not critical does not count")
                .isEqualTo(new Compliance(
                        ComplianceStatus.COMPLIANT,
                        ComplianceStatus.NOT_COMPLIANT,
                        List.of(new PostureCheck(
                                "fleet:acme:policy:9", "Full disk encryption enabled (macOS)", true))));
        assertThat(desk.signals).hasSize(2);
    }

    @Test
    void jamfsGroupsAreLeft() throws Exception {
        Shelf computers = bench.put("/api/v1/computers-inventory", "jamf/computers-inventory-page.json", "/results");
        Desk desk = bench.desk(
                new JamfInventoryConfig(
                        "jamf-inventory",
                        "acme",
                        "acme",
                        List.of(new ComplianceGroup("77", null, null, null)),
                        bench.oauth(),
                        DAY),
                "computers-inventory");
        desk.read();
        assertThat(names(desk.signals.getFirst().device())).startsWith("FVFXFAKE01Q6");
        computers.change(computer -> true, computer -> {
            ((ObjectNode) computer).putArray("groupMemberships");
            return computer;
        });
        desk.read();
        assertThat(desk.signals.get(1).payload())
                .isEqualTo(new Compliance(
                        ComplianceStatus.COMPLIANT,
                        ComplianceStatus.NOT_COMPLIANT,
                        List.of(new PostureCheck("jamf:acme:group:77", null, true))));
        assertThat(names(desk.signals.get(1).user())).containsExactly("alice.ng@acme.example", "alice.ng");
    }

    @Test
    void keycloaksEvents() throws Exception {
        for (String sample :
                List.of("LOGIN", "LOGIN_ERROR", "REMOVE_CREDENTIAL", "USER_DISABLED_BY_TEMPORARY_LOCKOUT")) {
            bench.put("/admin/realms/lab/events", "keycloak/user-event-" + sample + ".json", "");
        }
        bench.put("/admin/realms/lab/admin-events", "keycloak/admin-event-session-delete.json", "");
        bench.put("/admin/realms/lab/admin-events", "keycloak/admin-event-user-disabled.json", "");
        KeycloakConfig config = new KeycloakConfig(
                "kc", "acme", "lab", "https://id.acme.example/realms/lab", true, List.of(), bench.oauth(), DAY);
        Desk users = bench.desk(config, "events");
        users.read();
        assertThat(users.letters).isEmpty();
        assertThat(users.types())
                .containsExactly(
                        SignalType.SESSION_CREATED,
                        SignalType.MFA_CHANGED,
                        SignalType.LOGIN_FAILED,
                        SignalType.ACCOUNT_LOCKED);
        Signal login = users.signals.getFirst();
        assertThat(names(login.session())).containsExactly("nxFAKE_5ScHoSeGItdGjv001");
        assertThat(login.session().identifiers().getFirst().namespace())
                .isEqualTo("https://id.acme.example/realms/lab");
        assertThat(names(login.user()))
                .containsExactly(
                        "a11ce0c1-0000-4000-8000-00000000c10a", "alice.ng@acme.example", "alice.ng@acme.example");
        assertThat(users.signals.get(1).payload())
                .isEqualTo(new CredentialUpdate("fido2-roaming", ChangeType.DELETE, null, false));
        assertThat(users.signals.get(2).payload()).isEqualTo(new Login("invalid_user_credentials", List.of()));
        assertThat(users.signals.get(3).payload())
                .isEqualTo(new AccountChange("brute_force_attack detected", null, null));

        Desk admins = bench.desk(config, "admin-events");
        admins.read();
        assertThat(admins.types()).containsExactly(SignalType.SESSION_REVOKED, SignalType.ACCOUNT_DISABLED);
        assertThat(names(admins.signals.getFirst().session())).containsExactly("nxFAKE_5ScHoSeGItdGjv001");
        assertThat(names(admins.signals.get(1).user()))
                .contains("b0b000c1-0000-4000-8000-00000000c10b", "bob.ortiz@acme.example");
        assertThat(admins.signals.get(1).initiatingEntity()).isEqualTo(InitiatingEntity.ADMIN);
    }

    @Test
    void recordsOfTomorrowFailNoPage() throws Exception {
        bench.put("/admin/realms/lab/events", "keycloak/user-event-LOGIN.json", "")
                .change(event -> true, event -> ((ObjectNode) event).put("type", "SOMETHING_NEW"));
        bench.put("/api/alerts", "defender/alerts.json", "/value")
                .change(
                        alert -> true,
                        alert -> ((ObjectNode) alert)
                                .put("severity", "Cosmic")
                                .put("status", "Pondered")
                                .put("mitreTechniques", 7));
        Desk events = bench.desk(
                new KeycloakConfig("kc", "acme", "lab", null, true, List.of(), bench.oauth(), DAY), "events");
        events.read();
        assertThat(events.signals).isEmpty();
        assertThat(events.letters).isEmpty();
        Desk alerts = bench.desk(new DefenderConfig("mde", "acme", "acme", List.of(), bench.oauth(), DAY), "alerts");
        alerts.read();
        assertThat(alerts.signals).singleElement().satisfies(signal -> {
            assertThat(signal.type()).isEqualTo(SignalType.THREAT_UPDATED);
            assertThat(((Threat) signal.payload()).severity()).isEqualTo(Severity.UNKNOWN);
        });
    }

    private Desk entra(String feed) {
        return bench.desk(new EntraConfig("entra", "acme", "acme", List.of(feed), bench.oauth(), DAY), feed);
    }

    private static Signal of(Desk desk, SignalType type) {
        return desk.signals.stream()
                .filter(signal -> signal.type() == type)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(@Nullable Entity entity) {
        return entity == null
                ? List.of()
                : entity.identifiers().stream().map(Identifier::value).toList();
    }
}
