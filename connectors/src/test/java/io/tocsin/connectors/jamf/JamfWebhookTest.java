// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.jamf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.sample.Samples;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.origin.SignalTimes;
import io.tocsin.schemas.origin.TimeQuality;
import io.tocsin.schemas.origin.Transport;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PostureCheck;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalContext;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Strength;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JamfWebhookTest {
    private static final JsonNode ADDED = Samples.json("jamf/SmartGroupComputerMembershipChange-added.json");
    private static final JsonNode REMOVED = Samples.json("jamf/SmartGroupComputerMembershipChange-removed.json");
    private static final JsonNode CHECK_IN = Samples.json("jamf/ComputerCheckIn.json");

    private final JamfWebhook jamf = new JamfWebhook("acme", List.of(new ComplianceGroup("77", null, null, null)));

    @Test
    void aDeviceThatJoinsANonCompliantGroupStopsComplying() {
        Signal signal = one(jamf, ADDED);
        assertThat(signal.type()).isEqualTo(SignalType.DEVICE_COMPLIANCE_CHANGED);
        assertThat(signal.times())
                .isEqualTo(new SignalTimes(
                        Instant.parse("2026-03-02T08:30:00.001Z"), TimeQuality.VENDOR_EVENT, null, Samples.NOW));
        assertThat(signal.source())
                .isEqualTo(new SignalSource(
                        "acme",
                        "jamf",
                        "source",
                        "webhook",
                        Transport.WEBHOOK,
                        "SmartGroupComputerMembershipChange",
                        null,
                        null));
        assertThat(signal.initiatingEntity()).isEqualTo(InitiatingEntity.POLICY);
        assertThat(signal.device().identifiers())
                .containsExactly(new Identifier(IdentifierKind.DEVICE_VENDOR_ID, "jamf:acme", "41", Strength.STRONG));
        assertThat(signal.user()).isNull();
        assertThat(signal.payload())
                .isEqualTo(new SignalPayload.Compliance(
                        ComplianceStatus.NOT_COMPLIANT,
                        ComplianceStatus.COMPLIANT,
                        List.of(new PostureCheck("jamf:acme:group:77", "NONCOMPLIANT - FileVault off", false))));
    }

    @Test
    void aDeviceThatLeavesItCompliesAgain() {
        assertThat(one(jamf, REMOVED).payload())
                .isEqualTo(new SignalPayload.Compliance(
                        ComplianceStatus.COMPLIANT,
                        ComplianceStatus.NOT_COMPLIANT,
                        List.of(new PostureCheck("jamf:acme:group:77", "NONCOMPLIANT - FileVault off", true))));
        assertThat(one(jamf, REMOVED).id()).isNotEqualTo(one(jamf, ADDED).id());
    }

    @Test
    void aGroupOfTheCompliantSaysTheOpposite() {
        JamfWebhook opposite = new JamfWebhook(
                "acme",
                List.of(new ComplianceGroup(
                        null, "NONCOMPLIANT - FileVault off", ComplianceGroup.Members.COMPLIANT, null)));
        SignalPayload.Compliance compliance =
                (SignalPayload.Compliance) one(opposite, ADDED).payload();
        assertThat(compliance.current()).isEqualTo(ComplianceStatus.COMPLIANT);
        assertThat(compliance.checks().getFirst().passed()).isTrue();
    }

    @Test
    void groupsThatNobodyConfiguredGiveNothing() {
        JamfWebhook other = new JamfWebhook("acme", List.of(new ComplianceGroup("78", null, null, null)));
        assertThat(map(other, ADDED)).isEqualTo(new Mapped.Ignored(Mapped.Why.NOT_CONFIGURED));
        ObjectNode mobile = ADDED.deepCopy();
        ((ObjectNode) mobile.get("webhook")).put("webhookEvent", "SmartGroupMobileDeviceMembershipChange");
        assertThat(map(jamf, mobile)).isEqualTo(new Mapped.Ignored(Mapped.Why.NOT_CONFIGURED));
    }

    @Test
    void mobileDevicesAreNumberedApartFromComputers() {
        JamfWebhook both = new JamfWebhook("acme", List.of(new ComplianceGroup("77", null, null, DeviceClass.MOBILE)));
        ObjectNode mobile = ADDED.deepCopy();
        ((ObjectNode) mobile.get("webhook")).put("webhookEvent", "SmartGroupMobileDeviceMembershipChange");
        assertThat(one(both, mobile).device().identifiers().getFirst().namespace())
                .isEqualTo("jamf:acme:mobile");
        assertThat(one(both, mobile).id()).isNotEqualTo(one(jamf, ADDED).id());
    }

    @Test
    void oneNumberThatIsNoneDoesNotCostTheOthers() {
        ObjectNode some = ADDED.deepCopy();
        ((ObjectNode) some.get("event"))
                .putArray("groupAddedDevicesIds")
                .add(41)
                .add(true)
                .add(43);
        Mapped.Partly partly = (Mapped.Partly) map(jamf, some);
        assertThat(partly.signals()).hasSize(2);
        assertThat(partly.reason())
                .isEqualTo("/event/groupAddedDevicesIds/1: found a boolean, expected a device's number");
    }

    @Test
    void aCheckInNamesTheDeviceInEveryWay() {
        Signal signal = one(jamf, CHECK_IN);
        assertThat(signal.type()).isEqualTo(SignalType.DEVICE_SEEN);
        assertThat(signal.device())
                .isEqualTo(new Entity(
                        null,
                        List.of(
                                new Identifier(IdentifierKind.DEVICE_SERIAL, "serial", "FVFXFAKE01Q6", Strength.STRONG),
                                new Identifier(
                                        IdentifierKind.DEVICE_UDID,
                                        "",
                                        "A1B2C3D4-0001-5AA1-B498-52A4CB17D18D",
                                        Strength.STRONG),
                                new Identifier(IdentifierKind.DEVICE_VENDOR_ID, "jamf:acme", "41", Strength.STRONG),
                                new Identifier(
                                        IdentifierKind.DEVICE_VENDOR_ID,
                                        "jamf:acme:management",
                                        "41a1a1a1-0000-4000-8000-000000000041",
                                        Strength.STRONG),
                                new Identifier(IdentifierKind.DEVICE_MAC, "", "00:00:5E:00:53:01", Strength.MEDIUM),
                                new Identifier(IdentifierKind.DEVICE_HOSTNAME, "", "ALICE-MBP", Strength.MEDIUM)),
                        "ALICE-MBP"));
        assertThat(signal.user())
                .isEqualTo(new Entity(
                        null,
                        List.of(
                                new Identifier(IdentifierKind.USER_EMAIL, "", "alice.ng@acme.example", Strength.STRONG),
                                new Identifier(IdentifierKind.USER_LOGIN, "jamf:acme", "alice.ng", Strength.MEDIUM)),
                        "Alice Ng"));
        assertThat(signal.payload()).isEqualTo(new SignalPayload.DeviceFacts(true, null, "macOS", "15.6.1"));
        assertThat(signal.context()).isEqualTo(new SignalContext("203.0.113.10", null, null, null, null, null, null));
    }

    @ParameterizedTest
    @CsvSource({
        "jamf/ComputerInventoryCompleted.json, , DEVICE_SEEN",
        "jamf/ComputerInventoryCompleted.json, ComputerAdded, DEVICE_ENROLLED",
        "jamf/ComputerInventoryCompleted.json, ComputerPushCapabilityChanged, DEVICE_SEEN",
        "jamf/MobileDeviceUnEnrolled.json, , DEVICE_UNENROLLED",
        "jamf/MobileDeviceUnEnrolled.json, MobileDeviceEnrolled, DEVICE_ENROLLED",
        "jamf/MobileDeviceUnEnrolled.json, MobileDeviceCheckIn, DEVICE_SEEN",
        "jamf/ComputerInventoryCompleted.json, EventOfNextYear, UNKNOWN",
    })
    void eachEventMeansOneThing(String file, String event, SignalType expected) {
        ObjectNode body = Samples.json(file).deepCopy();
        if (event != null) {
            ((ObjectNode) body.get("webhook")).put("webhookEvent", event);
        }
        assertThat(one(jamf, body).type()).isEqualTo(expected);
    }

    @Test
    void anUnenrolledPhoneIsNoLongerManaged() {
        Signal signal = one(jamf, Samples.json("jamf/MobileDeviceUnEnrolled.json"));
        assertThat(signal.payload()).isEqualTo(new SignalPayload.DeviceFacts(false, null, null, "18.6"));
        assertThat(signal.device().identifiers())
                .extracting(Identifier::kind, Identifier::value)
                .contains(
                        tuple(IdentifierKind.DEVICE_SERIAL, "F2LFAKE0310"),
                        tuple(IdentifierKind.DEVICE_VENDOR_ID, "310"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "00000000", "System Serial Number", "To be filled by O.E.M.", "Default string", "None"})
    void junkSerialsNameNoDevice(String serial) {
        ObjectNode body = CHECK_IN.deepCopy();
        ((ObjectNode) body.at("/event/computer"))
                .put("serialNumber", serial)
                .put("udid", "00000000-0000-0000-0000-000000000000")
                .put("macAddress", "02:42:AC:11:00:02");
        assertThat(one(jamf, body).device().identifiers())
                .extracting(Identifier::kind)
                .doesNotContain(IdentifierKind.DEVICE_SERIAL, IdentifierKind.DEVICE_UDID, IdentifierKind.DEVICE_MAC);
    }

    @Test
    void aDeviceIsSeenOnceAnHourUnlessSomethingChanged() {
        Signal first = one(jamf, CHECK_IN);
        assertThat(one(jamf, CHECK_IN).id()).as("delivered twice").isEqualTo(first.id());
        assertThat(map(jamf, later(Duration.ofMinutes(15)))).isEqualTo(new Mapped.Ignored(Mapped.Why.SEEN_RECENTLY));
        ObjectNode renamed = later(Duration.ofMinutes(20));
        ((ObjectNode) renamed.at("/event/computer")).put("emailAddress", "bob@acme.example");
        assertThat(map(jamf, renamed)).isInstanceOf(Mapped.Signals.class);
        assertThat(map(new JamfWebhook("acme", List.of()), CHECK_IN)).isInstanceOf(Mapped.Signals.class);
        assertThat(map(jamf, later(Duration.ofMinutes(81)))).isInstanceOf(Mapped.Signals.class);
    }

    @Test
    void whatIsAboutTheServerIsPassedOver() {
        ObjectNode body = CHECK_IN.deepCopy();
        ((ObjectNode) body.get("webhook")).put("webhookEvent", "JSSStartup");
        assertThat(map(jamf, body)).isEqualTo(new Mapped.Ignored(Mapped.Why.NO_PRINCIPAL));
    }

    @Test
    void whatIsMissingIsNamed() {
        ObjectNode body = CHECK_IN.deepCopy();
        ((ObjectNode) body.at("/event/computer")).remove("jssID");
        assertThatThrownBy(() -> map(jamf, body)).hasMessageContaining("/event/computer/jssID: found nothing");
        ((ObjectNode) body.get("webhook")).put("eventTimestamp", "today");
        assertThatThrownBy(() -> map(jamf, body)).hasMessageContaining("jssID");
        body.remove("webhook");
        assertThatThrownBy(() -> map(jamf, body)).hasMessageContaining("/webhook/webhookEvent: found nothing");
    }

    @Test
    void aGroupIsNamedByNumberOrByName() {
        assertThatThrownBy(() -> new ComplianceGroup(null, null, null, null)).hasMessageContaining("either id or name");
        assertThatThrownBy(() -> new ComplianceGroup("1", "x", null, null)).hasMessageContaining("either id or name");
    }

    private static ObjectNode later(Duration time) {
        ObjectNode body = CHECK_IN.deepCopy();
        ObjectNode webhook = (ObjectNode) body.get("webhook");
        webhook.put("eventTimestamp", webhook.get("eventTimestamp").longValue() + time.toMillis());
        return body;
    }

    private static Signal one(JamfWebhook jamf, JsonNode body) {
        return ((Mapped.Signals) map(jamf, body)).signals().getFirst();
    }

    private static Mapped map(JamfWebhook jamf, JsonNode body) {
        return jamf.map(JsonAt.root(body), Samples.ARRIVAL);
    }
}
