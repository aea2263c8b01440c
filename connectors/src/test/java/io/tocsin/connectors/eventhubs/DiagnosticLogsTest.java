// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.mapping.RecordMapper;
import io.tocsin.connectors.microsoft.Directory;
import io.tocsin.connectors.microsoft.GraphLog;
import io.tocsin.connectors.poll.EventHubsConfig;
import io.tocsin.connectors.sample.Samples;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.origin.TimeQuality;
import io.tocsin.schemas.secret.Secret;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PostureCheck;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.RiskLevel;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload.Compliance;
import io.tocsin.schemas.signal.SignalPayload.Login;
import io.tocsin.schemas.signal.SignalPayload.VendorRisk;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Strength;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Microsoft sends to Event Hubs, and that it is the same as what Graph answers. */
class DiagnosticLogsTest {
    private static final String DIRECTORY = "7e4a47e4-0000-4000-8000-00000000ace0";
    private static final RecordMapper SIGN_INS = GraphLog.SIGN_INS.mapper(new Directory(DIRECTORY));
    private static final RecordMapper RISKS = GraphLog.RISK_DETECTIONS.mapper(new Directory(DIRECTORY));

    private final DiagnosticLogs logs = new DiagnosticLogs(
            Map.of("SignInLogs", SIGN_INS, "UserRiskEvents", RISKS, "OperationalLogs", new IntuneNotices(DIRECTORY)));

    private static JsonNode sample(String name) {
        return Samples.json("azure-eventhubs-kafka/" + name);
    }

    private static List<Signal> byGraph(RecordMapper mapper, JsonNode record) {
        return ((Mapped.Signals) mapper.map(JsonAt.root(record), Samples.ARRIVAL)).signals();
    }

    @Test
    void aSignInIsTheOneThatGraphTells() {
        JsonNode message = sample("entra-signin-record.json");
        Signal signal = Samples.signals(logs, message).getFirst();
        assertThat(signal.type()).isEqualTo(SignalType.LOGIN_SUCCEEDED);
        assertThat(signal.payload()).isEqualTo(new Login(null, List.of()));
        assertThat(signal.times().event()).isEqualTo(Instant.parse("2026-03-02T08:46:30Z"));
        assertThat(signal.source().vendor()).isEqualTo("entra");
        assertThat(signal.source().family()).isEqualTo("sign-ins");
        assertThat(signal.source().eventId()).isEqualTo("51611100-0000-4000-8000-000000000003");
        assertThat(signal.source().severity()).isEqualTo("high");
        assertThat(signal.user().identifiers())
                .containsExactly(
                        new Identifier(
                                IdentifierKind.USER_VENDOR_ID,
                                "entra:" + DIRECTORY,
                                "b0b00000-0000-4000-8000-000000000002",
                                Strength.STRONG),
                        new Identifier(IdentifierKind.USER_UPN, "", "bob.ortiz@acme.example", Strength.STRONG));
        assertThat(signal.device()).isNull();
        assertThat(signal.context().ipAddress()).isEqualTo("198.51.100.77");
        assertThat(signal.context().country()).isEqualTo("RO");
        assertThat(signal.provenance().correlationId()).isEqualTo("c0441a7e-0000-4000-8000-000000000003");
        assertThat(byGraph(SIGN_INS, message.at("/records/0/properties"))).containsExactly(signal);
    }

    @Test
    void aRiskDetectionIsTheOneThatGraphTells() {
        JsonNode message = sample("entra-userriskevents-record.json");
        Signal signal = Samples.signals(logs, message).getFirst();
        assertThat(signal.type()).isEqualTo(SignalType.RISK_ASSESSED);
        assertThat(signal.payload()).isInstanceOfSatisfying(VendorRisk.class, risk -> {
            assertThat(risk.principal()).isEqualTo(PrincipalKind.USER);
            assertThat(risk.current()).isEqualTo(RiskLevel.MEDIUM);
            assertThat(risk.detector()).isEqualTo("anonymizedIPAddress");
        });
        assertThat(signal.source().family()).isEqualTo("risk-detections");
        assertThat(byGraph(RISKS, message.at("/records/0/properties"))).containsExactly(signal);
    }

    @Test
    void intuneNoticesThatADeviceDoesNotComply() {
        Signal signal = Samples.signals(logs, sample("intune-operational-noncompliant.json"))
                .getFirst();
        assertThat(signal.type()).isEqualTo(SignalType.DEVICE_COMPLIANCE_CHANGED);
        assertThat(signal.payload())
                .isEqualTo(new Compliance(
                        ComplianceStatus.NOT_COMPLIANT,
                        null,
                        List.of(new PostureCheck(
                                "DefaultDeviceCompliancePolicy.RequireRemainContact",
                                "Expected recent contact",
                                false))));
        assertThat(signal.times().event()).isEqualTo(Instant.parse("2026-03-02T09:00:12.4097Z"));
        assertThat(signal.times().quality()).isEqualTo(TimeQuality.VENDOR_EVENT);
        assertThat(signal.source().vendor()).isEqualTo("intune");
        assertThat(signal.source().family()).isEqualTo("operational-logs");
        assertThat(signal.source().eventType()).isEqualTo("Managed Device Not Compliant");
        assertThat(signal.source().eventId()).isNull();
        assertThat(signal.device().identifiers())
                .containsExactly(
                        new Identifier(
                                IdentifierKind.DEVICE_VENDOR_ID,
                                "intune:" + DIRECTORY,
                                "1d2d2000-0000-4000-8000-0000000000d2",
                                Strength.STRONG),
                        new Identifier(IdentifierKind.DEVICE_HOSTNAME, "", "BOB-LT-22", Strength.MEDIUM));
        assertThat(signal.user().identifiers())
                .containsExactly(
                        new Identifier(
                                IdentifierKind.USER_VENDOR_ID,
                                "entra:" + DIRECTORY,
                                "b0b00000-0000-4000-8000-000000000002",
                                Strength.STRONG),
                        new Identifier(IdentifierKind.USER_UPN, "", "bob.ortiz@acme.example", Strength.STRONG));
    }

    @Test
    void categoriesThatNobodyKnowsFailNothing() {
        ObjectNode message = (ObjectNode) sample("entra-signin-record.json");
        ObjectNode record = (ObjectNode) message.at("/records/0");
        record.put("category", "ADFSSignInLogs");
        assertThat(logs.map(JsonAt.root(record), Samples.ARRIVAL)).isEqualTo(new Mapped.Ignored(Mapped.Why.NO_MEANING));
        // some services write the properties as a text
        record.put("category", "signinlogs")
                .put("properties", record.get("properties").toString());
        assertThat(Samples.signals(logs, message)).hasSize(1);
    }

    @Test
    void theConnectionStringIsAPasswordAndIsNotPrinted() {
        EventHubsConfig config = new EventHubsConfig(
                "logs",
                "acme",
                DIRECTORY,
                "acme.servicebus.windows.net:9093",
                List.of("insights-logs-signinlogs"),
                Secret.of("Endpoint=sb://acme;SharedAccessKey=a\"b\\c="),
                null,
                null);
        assertThat(config.client())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry(
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required"
                                + " username=\"$ConnectionString\""
                                + " password=\"Endpoint=sb://acme;SharedAccessKey=a\\\"b\\\\c=\";");
        assertThat(config.toString()).doesNotContain("SharedAccessKey");
        assertThatThrownBy(() -> new EventHubsConfig(
                        "logs", "acme", DIRECTORY, "acme:9093", List.of("topic"), null, Map.of(), null))
                .hasMessageContaining("connection-string is missing");
    }
}
