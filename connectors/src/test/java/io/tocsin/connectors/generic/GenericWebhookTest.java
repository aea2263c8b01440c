// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.generic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.connectors.TestConfig;
import io.tocsin.connectors.hook.GenericConfig;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.json.StrictJson;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.mapping.Source;
import io.tocsin.connectors.sample.Samples;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.origin.Provenance;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.origin.SignalTimes;
import io.tocsin.schemas.origin.TimeQuality;
import io.tocsin.schemas.origin.Transport;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.FindingState;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.Severity;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalContext;
import io.tocsin.schemas.signal.SignalId;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Strength;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenericWebhookTest {
    private static final String COMPLIANCE =
            Samples.json("generic/signed-request-variants.json").get("raw_body").textValue();
    private static final String DETECTION = """
            {"kind":"detection","finding":"ldt:7","status":"new","severity":4,"name":"Ransomware",
             "updated":1772440290123,"mitigated":false,"techniques":["T1486","T1490"],
             "device":{"serial":"FVFXFAKE01Q6","hostname":"ALICE-MBP","agent":9,"ip":"203.0.113.10"}}""";

    @Test
    void theSampleEventIsReadFieldByField() throws IOException {
        assertThat(one("partner", COMPLIANCE))
                .isEqualTo(new Signal(
                        SignalId.derive(
                                "acme", "partner", "events", "evt_fake_0001", SignalType.DEVICE_COMPLIANCE_CHANGED, 0),
                        SignalType.DEVICE_COMPLIANCE_CHANGED,
                        new SignalTimes(
                                Instant.parse("2026-03-02T08:30:00Z"), TimeQuality.VENDOR_EVENT, null, Samples.NOW),
                        new SignalSource(
                                "acme",
                                "partner",
                                "source",
                                "events",
                                Transport.WEBHOOK,
                                "device.compliance_changed",
                                "evt_fake_0001",
                                null),
                        null,
                        null,
                        entity(new Identifier(IdentifierKind.USER_EMAIL, "", "alice.ng@acme.example", Strength.STRONG)),
                        entity(new Identifier(IdentifierKind.DEVICE_SERIAL, "serial", "FVFXFAKE01Q6", Strength.STRONG)),
                        null,
                        new SignalPayload.Compliance(
                                ComplianceStatus.NOT_COMPLIANT, ComplianceStatus.COMPLIANT, List.of()),
                        SignalContext.NONE,
                        Provenance.NONE,
                        Map.of()));
    }

    @Test
    void aDetectionIsExpressible() throws IOException {
        Signal signal = one("edr", batch(DETECTION));
        assertThat(signal.type()).isEqualTo(SignalType.THREAT_DETECTED);
        assertThat(signal.times().event()).isEqualTo(Instant.parse("2026-03-02T08:31:30.123Z"));
        assertThat(signal.source().severity()).isEqualTo("4");
        assertThat(signal.source().eventId()).as("made of three").isNull();
        assertThat(signal.device())
                .isEqualTo(entity(
                        new Identifier(IdentifierKind.DEVICE_SERIAL, "serial", "FVFXFAKE01Q6", Strength.STRONG),
                        new Identifier(IdentifierKind.DEVICE_HOSTNAME, "", "ALICE-MBP", Strength.MEDIUM),
                        new Identifier(IdentifierKind.DEVICE_VENDOR_ID, "acme-edr", "9", Strength.STRONG)));
        assertThat(signal.payload())
                .isEqualTo(new SignalPayload.Threat(
                        "ldt:7", "Ransomware", FindingState.NEW, Severity.HIGH, false, List.of("T1486", "T1490")));
        assertThat(signal.context()).isEqualTo(new SignalContext("203.0.113.10", null, null, null, null, null, null));
        assertThat(one("edr", batch(DETECTION)).id()).isEqualTo(signal.id());
        assertThat(one("edr", batch(DETECTION.replace("\"new\"", "\"closed\""))).id())
                .isNotEqualTo(signal.id());
    }

    @Test
    void anInventoryLinksSerialDeviceIdAndOwner() throws IOException {
        Signal signal = one("inventory", """
                {"devices":[{"serial":"FVFXFAKE01Q6","okta_device_id":"guo1fakeDEVICE000001",
                 "owner":"alice.ng@acme.example","checked":"1772440200.5"}]}""");
        assertThat(signal.type()).isEqualTo(SignalType.DEVICE_USER_ASSIGNED);
        assertThat(signal.payload()).isEqualTo(new SignalPayload.None());
        assertThat(signal.times().event()).isEqualTo(Instant.parse("2026-03-02T08:30:00.500Z"));
        assertThat(signal.user())
                .isEqualTo(entity(
                        new Identifier(IdentifierKind.USER_EMAIL, "", "alice.ng@acme.example", Strength.STRONG)));
        assertThat(signal.device())
                .isEqualTo(entity(
                        new Identifier(IdentifierKind.DEVICE_SERIAL, "serial", "FVFXFAKE01Q6", Strength.STRONG),
                        new Identifier(
                                IdentifierKind.DEVICE_VENDOR_ID,
                                "okta:acme",
                                "guo1fakeDEVICE000001",
                                Strength.STRONG)));
    }

    @Test
    void whatNoGuardAsksForIsPassedOver() throws IOException {
        Source edr = source("edr");
        JsonAt record = JsonAt.root(
                StrictJson.parse(DETECTION.replace("detection", "heartbeat").getBytes(UTF_8)));
        assertThat(edr.map(record, Samples.ARRIVAL)).isEqualTo(new Mapped.Ignored(Mapped.Why.NOT_CONFIGURED));
    }

    @Test
    void aBodyMayBeTheArrayItself() throws IOException {
        assertThat(Samples.signals(source("partner"), StrictJson.parse(("[" + COMPLIANCE + "]").getBytes(UTF_8))))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"id\":\"evt_fake_0001\" | \"id\":null | /id: found null, expected an id",
                "\"id\":\"evt_fake_0001\" | \"id\":{} | /id: found an object, expected an id",
                "2026-03-02T08:30:00Z | yesterday | /occurred_at: found a text of 9 characters, expected a time",
                "\"noncompliant\" | \"perhaps\" | /to: found a text of 7 characters, expected one of the 2 configured values",
                "device.compliance_changed | device.renamed | /event: found a text of 14 characters, expected one of the 1 configured values",
                "\"FVFXFAKE01Q6\" | {} | /device/serial: found an object, expected an id",
            })
    void whatDoesNotMapIsNamedAndNotRepeated(String good, String bad, String message) {
        assertThat(COMPLIANCE).contains(good);
        assertThatThrownBy(() -> one("partner", COMPLIANCE.replace(good, bad)))
                .hasMessageContaining(message)
                .hasMessageNotContaining("yesterday")
                .hasMessageNotContaining("perhaps");
    }

    @Test
    void aRecordThatNamesNobodyIsRefused() {
        String nobody = COMPLIANCE
                .replace("FVFXFAKE01Q6", "To be filled by O.E.M.")
                .replace("alice.ng@acme.example", "unknown");
        assertThatThrownBy(() -> one("partner", nobody)).hasMessageContaining("a name of a user, device or session");
    }

    @Test
    void aTimeOutsideAllCalendarsIsRefused() {
        for (String time : List.of("-1", "1e30", "99999999999999999", "\"x\"", "true", "[]")) {
            assertThatThrownBy(() -> one("edr", batch(DETECTION.replace("1772440290123", time))))
                    .as(time)
                    .hasMessageContaining("/updated");
        }
    }

    private static String batch(String record) {
        return "{\"detections\":[" + record + "]}";
    }

    private static Signal one(String connector, String body) throws IOException {
        return Samples.signals(source(connector), StrictJson.parse(body.getBytes(UTF_8)))
                .getFirst();
    }

    private static Source source(String name) throws IOException {
        GenericConfig config = TestConfig.sample().webhooks().stream()
                .filter(webhook -> webhook.name().equals(name))
                .map(GenericConfig.class::cast)
                .findFirst()
                .orElseThrow();
        return new GenericWebhook(name, config.vendor(), config.family(), config.records(), config.mappings());
    }

    private static Entity entity(Identifier... identifiers) {
        return new Entity(null, List.of(identifiers), null);
    }
}
