// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.okta;

import static io.tocsin.connectors.okta.OktaEvents.ALICE;
import static io.tocsin.connectors.okta.OktaEvents.CAROL;
import static io.tocsin.connectors.okta.OktaEvents.DELIVERY;
import static io.tocsin.connectors.okta.OktaEvents.LOG;
import static io.tocsin.connectors.okta.OktaEvents.OKTA;
import static io.tocsin.connectors.okta.OktaEvents.SESSION;
import static io.tocsin.connectors.okta.OktaEvents.event;
import static io.tocsin.connectors.okta.OktaEvents.logged;
import static io.tocsin.connectors.okta.OktaEvents.okta;
import static io.tocsin.connectors.okta.OktaEvents.one;
import static io.tocsin.connectors.okta.OktaEvents.target;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.connectors.sample.Samples;
import io.tocsin.schemas.event.ChangeType;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.origin.Provenance;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.origin.SignalTimes;
import io.tocsin.schemas.origin.TimeQuality;
import io.tocsin.schemas.origin.Transport;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.RiskLevel;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalContext;
import io.tocsin.schemas.signal.SignalId;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Strength;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each event of Okta's means. */
class OktaMeaningTest {
    @Test
    void aFactorThatAUserRemovesIsReadFieldByField() {
        Signal signal = Samples.signals(OKTA, DELIVERY).getFirst();
        assertThat(signal)
                .isEqualTo(new Signal(
                        SignalId.derive(
                                "acme",
                                "okta",
                                "system-log",
                                "0f000004-0000-11f0-8000-0fa4e0000000",
                                SignalType.MFA_CHANGED,
                                0),
                        SignalType.MFA_CHANGED,
                        new SignalTimes(
                                Instant.parse("2026-03-02T08:36:20.010Z"), TimeQuality.VENDOR_EVENT, null, Samples.NOW),
                        new SignalSource(
                                "acme",
                                "okta",
                                "source",
                                "system-log",
                                Transport.WEBHOOK,
                                "user.mfa.factor.deactivate",
                                "0f000004-0000-11f0-8000-0fa4e0000000",
                                "INFO"),
                        InitiatingEntity.USER,
                        null,
                        ALICE,
                        null,
                        SESSION,
                        new SignalPayload.CredentialUpdate(
                                "fido2-roaming", ChangeType.DELETE, "FIDO2 (WebAuthn)", false),
                        new SignalContext(
                                "198.51.100.77",
                                "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
                                "Romania",
                                44.43,
                                26.1,
                                64511,
                                true),
                        new Provenance("0f000004000011f080000fa4e0000000", null, null, false),
                        Map.of("outcome", "SUCCESS")));
    }

    @Test
    void anAdministratorEndsTheVictimsSessionAndNotTheirOwn() {
        Signal signal = Samples.signals(OKTA, DELIVERY).get(1);
        assertThat(signal.type()).isEqualTo(SignalType.SESSION_ENDED);
        assertThat(signal.initiatingEntity()).isEqualTo(InitiatingEntity.ADMIN);
        assertThat(signal.actor()).isEqualTo(CAROL);
        assertThat(signal.user()).isEqualTo(ALICE);
        assertThat(signal.session().identifiers())
                .containsExactly(okta(IdentifierKind.SESSION_VENDOR_ID, "idxFAKEsessALICE01abcd", Strength.STRONG));
        assertThat(signal.payload()).isEqualTo(new SignalPayload.SessionChange(false, null, null));
    }

    @Test
    void theWholeLogIsUnderstood() {
        assertThat(Samples.signals(OKTA, LOG).stream().map(Signal::type))
                .containsExactly(
                        SignalType.SESSION_CREATED,
                        SignalType.SESSION_CONTEXT_CHANGED,
                        SignalType.RISK_ASSESSED,
                        SignalType.RISK_ASSESSED,
                        SignalType.SESSION_REVOKED,
                        SignalType.MFA_CHANGED,
                        SignalType.MFA_CHANGED,
                        SignalType.LOGIN_FAILED,
                        SignalType.SESSION_ENDED,
                        SignalType.ACCOUNT_LOCKED,
                        SignalType.UNKNOWN,
                        SignalType.OWN_SET_ECHO);
    }

    @Test
    void aLoginNamesUserDeviceAndSession() {
        Signal signal = logged("user.session.start", "SUCCESS");
        assertThat(signal.user()).isEqualTo(ALICE);
        assertThat(signal.session()).isEqualTo(SESSION);
        assertThat(signal.device())
                .isEqualTo(new Entity(
                        null,
                        List.of(okta(IdentifierKind.DEVICE_VENDOR_ID, "guo1fakeDEVICE000001", Strength.STRONG)),
                        "Mac15,6"));
        assertThat(signal.payload()).isEqualTo(new SignalPayload.SessionChange(false, null, null));
    }

    @Test
    void aFailedLoginHasNoSession() {
        Signal signal = logged("user.session.start", "FAILURE");
        assertThat(signal.type()).isEqualTo(SignalType.LOGIN_FAILED);
        assertThat(signal.session()).isNull();
        assertThat(signal.payload()).isEqualTo(new SignalPayload.Login("INVALID_CREDENTIALS", List.of()));
    }

    @Test
    void clearingSessionsRevokesAllOfTheVictims() {
        Signal signal = logged("user.session.clear", "SUCCESS");
        assertThat(signal.user()).isEqualTo(ALICE);
        assertThat(signal.actor()).isEqualTo(CAROL);
        assertThat(signal.session()).isNull();
        assertThat(signal.payload()).isEqualTo(new SignalPayload.SessionChange(true, null, null));
    }

    @Test
    void riskComesWithLevelsDetectorAndReasons() {
        Signal user = logged("user.risk.detect", "SUCCESS");
        assertThat(user.initiatingEntity()).isEqualTo(InitiatingEntity.SYSTEM);
        assertThat(user.actor()).isEqualTo(new Entity(null, List.of(), "Okta System"));
        assertThat(user.payload())
                .isEqualTo(new SignalPayload.VendorRisk(
                        PrincipalKind.USER,
                        RiskLevel.HIGH,
                        RiskLevel.LOW,
                        "Session Influenced User Risk",
                        List.of("Associated sessionId is suspected to be hijacked")));
        List<Signal> context = Samples.signals(OKTA, LOG).subList(1, 3);
        assertThat(context.getFirst().payload())
                .isEqualTo(new SignalPayload.SessionChange(false, null, "ipAddress.change"));
        assertThat(context.getLast().session()).isEqualTo(SESSION);
        assertThat(context.getLast().payload())
                .isEqualTo(new SignalPayload.VendorRisk(
                        PrincipalKind.SESSION,
                        RiskLevel.HIGH,
                        null,
                        "Suspected Session Hijacking",
                        List.of("Anomalous Geo-Distance", "New Device", "New ASN", "New IP")));
        assertThat(context.getFirst().id()).isNotEqualTo(context.getLast().id());
    }

    @ParameterizedTest
    @CsvSource({
        "user.session.start, SUCCESS, SESSION_CREATED",
        "user.session.start, ALLOW, SESSION_CREATED",
        "user.session.start, DENY, LOGIN_FAILED",
        "user.session.start, CHALLENGE, UNKNOWN",
        "user.session.end, SUCCESS, SESSION_ENDED",
        "user.session.end, FAILURE, UNKNOWN",
        "user.session.clear, SUCCESS, SESSION_REVOKED",
        "user.authentication.auth_via_mfa, FAILURE, MFA_CHALLENGE_DENIED",
        "user.authentication.auth_via_mfa, SUCCESS, LOGIN_SUCCEEDED",
        "user.mfa.okta_verify.deny_push, SUCCESS, MFA_CHALLENGE_DENIED",
        "user.mfa.okta_verify.deny_push, FAILURE, MFA_CHALLENGE_DENIED",
        "user.mfa.factor.activate, SUCCESS, MFA_CHANGED",
        "user.mfa.factor.activate, FAILURE, UNKNOWN",
        "user.mfa.factor.deactivate, SUCCESS, MFA_CHANGED",
        "user.mfa.factor.reset_all, SUCCESS, MFA_CHANGED",
        "user.mfa.factor.update, SUCCESS, MFA_CHANGED",
        "user.mfa.factor.suspend, SUCCESS, MFA_CHANGED",
        "user.account.update_password, SUCCESS, CREDENTIAL_CHANGED",
        "user.account.reset_password, SUCCESS, CREDENTIAL_CHANGED",
        "user.account.lock, FAILURE, ACCOUNT_LOCKED",
        "user.account.unlock, SUCCESS, ACCOUNT_UNLOCKED",
        "user.account.unlock_by_admin, SUCCESS, ACCOUNT_UNLOCKED",
        "user.account.privilege.grant, SUCCESS, PRIVILEGE_CHANGED",
        "user.account.privilege.grant, FAILURE, UNKNOWN",
        "user.account.privilege.revoke, SUCCESS, PRIVILEGE_CHANGED",
        "user.lifecycle.suspend, SUCCESS, ACCOUNT_DISABLED",
        "user.lifecycle.deactivate, SUCCESS, ACCOUNT_DISABLED",
        "user.lifecycle.unsuspend, SUCCESS, ACCOUNT_ENABLED",
        "user.lifecycle.reactivate, SUCCESS, ACCOUNT_ENABLED",
        "user.risk.change, SUCCESS, RISK_ASSESSED",
        "device.lifecycle.deactivate, SUCCESS, DEVICE_UNENROLLED",
        "device.lifecycle.suspend, SUCCESS, DEVICE_UNENROLLED",
        "device.enrollment.create, SUCCESS, DEVICE_ENROLLED",
        "device.user.add, SUCCESS, DEVICE_USER_ASSIGNED",
        "device.user.remove, SUCCESS, DEVICE_USER_ASSIGNED",
        "user.account.report_suspicious_activity_by_enduser, SUCCESS, SUSPICIOUS_ACTIVITY_REPORTED",
        "policy.auth_reevaluate.fail, FAILURE, SESSION_CONTEXT_CHANGED",
        "user.authentication.universal_logout, SUCCESS, SESSION_REVOKED",
        "some.type.of.next.year, SUCCESS, UNKNOWN",
    })
    void eachEventTypeMeansOneThing(String type, String result, SignalType expected) {
        ObjectNode event = event("user.session.start", "SUCCESS");
        event.put("eventType", type);
        ((ObjectNode) event.get("outcome")).put("result", result);
        assertThat(one(event).type()).isEqualTo(expected);
        assertThat(one(event).source().eventType()).isEqualTo(type);
    }

    @Test
    void resettingAllFactorsMeansAllOfThem() {
        ObjectNode event = event("user.mfa.factor.deactivate", "SUCCESS");
        event.put("eventType", "user.mfa.factor.reset_all");
        ((ObjectNode) event.at("/debugContext/debugData")).remove("factor");
        event.putArray("target").add(target("User", "00u1fakeALICE0000001"));
        assertThat(one(event).payload())
                .isEqualTo(new SignalPayload.CredentialUpdate("unknown", ChangeType.DELETE, null, true));
    }

    @Test
    void aDeviceThatLosesItsUserIsAssignedToNobody() {
        ObjectNode event = event("user.session.start", "SUCCESS");
        event.put("eventType", "device.user.remove");
        event.remove("device");
        event.putArray("target").add(target("Device", "guo2")).add(target("User", "00u1fakeALICE0000001"));
        assertThat(one(event).user()).isNull();
        assertThat(one(event).device().identifiers())
                .containsExactly(okta(IdentifierKind.DEVICE_VENDOR_ID, "guo2", Strength.STRONG));
    }
}
