// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.crowdstrike;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.connectors.LabBench;
import io.tocsin.connectors.LabBench.Desk;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.json.StrictJson;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.sample.Samples;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.origin.TimeQuality;
import io.tocsin.schemas.origin.Transport;
import io.tocsin.schemas.signal.FindingState;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.Severity;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload.DeviceFacts;
import io.tocsin.schemas.signal.SignalPayload.Threat;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Strength;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the events of Falcon's stream mean. */
class FalconEventsTest {
    private static final String CUSTOMER = "crowdstrike:c1dc1dc1dc1dc1dc1dc1dc1dc1dc1dc1";
    private static final String DETECTION =
            "c1dc1dc1dc1dc1dc1dc1dc1dc1dc1dc1:ind:a1d00a1c00000000000000000000d001:43185188660-10197-561424";

    @AutoClose
    private final FalconBench falcon = new FalconBench();

    private final LabBench bench = falcon.bench;

    @Test
    void anEndpointDetectionIsAThreatToADevice() throws Exception {
        for (String line : new String(Samples.bytes("crowdstrike/event-stream.ndjson"), UTF_8).split("\n", -1)) {
            bench.lab.firehose().say(0, line);
        }
        Desk desk = falcon.stream();
        FalconBench.read(desk, 2);
        Signal found = desk.signals.getFirst();
        assertThat(found.type()).isEqualTo(SignalType.THREAT_DETECTED);
        assertThat(found.payload())
                .isEqualTo(new Threat(
                        DETECTION,
                        "Credential Access via Keychain dump",
                        FindingState.NEW,
                        Severity.HIGH,
                        false,
                        List.of()));
        assertThat(found.device().identifiers())
                .containsExactly(
                        new Identifier(
                                IdentifierKind.DEVICE_VENDOR_ID,
                                CUSTOMER,
                                "a1d00a1c00000000000000000000d001",
                                Strength.STRONG),
                        new Identifier(IdentifierKind.DEVICE_MAC, "", "00:00:5e:00:53:01", Strength.MEDIUM),
                        new Identifier(IdentifierKind.DEVICE_HOSTNAME, "", "ALICE-MBP", Strength.MEDIUM));
        assertThat(found.device().display()).isEqualTo("ALICE-MBP");
        assertThat(found.user().identifiers())
                .containsExactly(new Identifier(IdentifierKind.USER_LOCAL_NAME, "", "alice.ng", Strength.WEAK));
        assertThat(found.times().event()).isEqualTo(Instant.parse("2026-03-02T08:31:30Z"));
        assertThat(found.times().quality()).isEqualTo(TimeQuality.VENDOR_EVENT);
        assertThat(found.times().recorded()).isEqualTo(Instant.parse("2026-03-02T08:31:30Z"));
        assertThat(found.source().vendor()).isEqualTo("crowdstrike");
        assertThat(found.source().connector()).isEqualTo("falcon");
        assertThat(found.source().family()).isEqualTo("alerts");
        assertThat(found.source().transport()).isEqualTo(Transport.STREAM);
        assertThat(found.source().eventType()).isEqualTo("EppDetectionSummaryEvent");
        assertThat(found.source().eventId()).isEqualTo(DETECTION);
        assertThat(found.source().severity()).isEqualTo("70");
        assertThat(found.attributes())
                .isEqualTo(Map.of("tactic", "Credential Access", "technique", "Credentials from Password Stores"));
        assertThat(found.context().ipAddress()).isNull();
        assertThat(desk.letters).isEmpty();

        Signal identity = desk.signals.get(1);
        assertThat(identity.type()).isEqualTo(SignalType.THREAT_DETECTED);
        assertThat(identity.payload())
                .isEqualTo(new Threat(
                        "c1dc1dc1dc1dc1dc1dc1dc1dc1dc1dc1:ind:b0b00a1c00000000000000000000d002:"
                                + "1D000000-0000-4000-8000-00000000F00D",
                        "Unusual login to an endpoint",
                        FindingState.NEW,
                        Severity.MEDIUM,
                        null,
                        List.of()));
        assertThat(identity.device().identifiers())
                .containsExactly(
                        new Identifier(
                                IdentifierKind.DEVICE_VENDOR_ID,
                                CUSTOMER,
                                "b0b00a1c00000000000000000000d002",
                                Strength.STRONG),
                        new Identifier(IdentifierKind.DEVICE_HOSTNAME, "", "bob-lt-22.acme.example", Strength.MEDIUM));
        assertThat(identity.user().identifiers())
                .containsExactly(
                        new Identifier(IdentifierKind.USER_SAM_ACCOUNT, "ACME.EXAMPLE", "bob.ortiz", Strength.MEDIUM),
                        new Identifier(
                                IdentifierKind.USER_SID,
                                "",
                                "S-1-5-21-1111111111-2222222222-3333333333-1102",
                                Strength.STRONG));
        assertThat(identity.times().event()).isEqualTo(Instant.parse("2026-03-02T08:41:25Z"));
        assertThat(identity.times().recorded()).isEqualTo(Instant.parse("2026-03-02T08:41:40Z"));
        assertThat(identity.source().eventType()).isEqualTo("IdpDetectionSummaryEvent");
        assertThat(identity.source().severity()).isEqualTo("4");
        assertThat(identity.context().ipAddress()).isEqualTo("198.51.100.77");
    }

    @Test
    void aDetectionHasOneIdByTheStreamAndByTheAlerts() throws Exception {
        bench.lab.firehose().add(0, Samples.json("crowdstrike/EppDetectionSummaryEvent.json"));
        bench.put("/alerts/combined/alerts/v1", "crowdstrike/alerts-combined-page.json", "/resources");
        Desk stream = falcon.stream();
        FalconBench.read(stream, 1);
        Desk alerts = bench.desk(falcon.config(), "alerts");
        alerts.read();
        assertThat(stream.ids()).isEqualTo(alerts.ids());
    }

    @Test
    void aHostIsCutOffFromTheNetworkAndLetBack() {
        JsonNode event = StrictJson.parse("""
                {"metadata": {"customerIDString": "c1dc1dc1dc1dc1dc1dc1dc1dc1dc1dc1", "offset": 7,
                  "eventType": "UserActivityAuditEvent", "eventCreationTime": 1772440901000},
                 "event": {"UserId": "carol@acme.example", "OperationName": "containment_requested",
                  "AuditKeyValues": [{"Key": "agent_id", "ValueString": "b0b00a1c00000000000000000000d002"}]}}
                """.getBytes(UTF_8));
        assertThat(((Mapped.Signals) map(event)).signals()).singleElement().satisfies(signal -> {
            assertThat(signal.type()).isEqualTo(SignalType.DEVICE_ISOLATION_CHANGED);
            assertThat(signal.payload()).isEqualTo(new DeviceFacts(null, true, null, null));
            assertThat(signal.initiatingEntity()).isEqualTo(InitiatingEntity.ADMIN);
            assertThat(signal.device().identifiers().getFirst().value()).isEqualTo("b0b00a1c00000000000000000000d002");
            assertThat(signal.times().event()).isEqualTo(Instant.ofEpochMilli(1772440901000L));
        });
        ((ObjectNode) event.get("event")).put("OperationName", "lift_containment_requested");
        assertThat(((Mapped.Signals) map(event)).signals().getFirst().payload())
                .isEqualTo(new DeviceFacts(null, false, null, null));
        ((ObjectNode) event.get("event")).remove("AuditKeyValues");
        assertThat(map(event)).isEqualTo(new Mapped.Ignored(Mapped.Why.NO_MEANING));
    }

    @Test
    void kindsThatNobodyKnowsAndOldOnesFailNothing() {
        ObjectNode event = FalconBench.event(1);
        ((ObjectNode) event.get("metadata")).put("eventType", "EPPDetectionSummaryEvent");
        assertThat(map(event)).isInstanceOf(Mapped.Signals.class);
        ((ObjectNode) event.get("metadata")).put("eventType", "SomethingOfNextYear");
        assertThat(map(event)).isEqualTo(new Mapped.Ignored(Mapped.Why.NO_MEANING));
        ((ObjectNode) event.get("metadata"))
                .put("eventType", "DetectionSummaryEvent")
                .put("eventCreationTime", 1480375833);
        ((ObjectNode) event.get("event")).put("Severity", 4).put("SeverityName", "Colossal");
        assertThat(((Mapped.Signals) map(event)).signals()).singleElement().satisfies(signal -> {
            assertThat(((Threat) signal.payload()).severity()).isEqualTo(Severity.HIGH);
            assertThat(signal.times().event()).isEqualTo(Instant.ofEpochSecond(1480375833));
        });
        ((ObjectNode) event.get("event").get("PatternDispositionFlags")).put("KillProcess", true);
        assertThat(((Threat) ((Mapped.Signals) map(event)).signals().getFirst().payload()).mitigated())
                .isTrue();
    }

    private static Mapped map(JsonNode event) {
        return new FalconEvents().map(JsonAt.root(event), Samples.ARRIVAL);
    }
}
