// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk;

import io.tocsin.schemas.event.ChangeType;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.origin.Provenance;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.FindingState;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PostureCheck;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.RiskLevel;
import io.tocsin.schemas.signal.Severity;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The story of an account that is taken over on one device, and of another device that falls ill meanwhile, as eight
 * sources tell it: twice through two interfaces, late, out of order, and with an echo of what we said ourselves.
 */
final class TwoDevices {
    private static final Identifier OKTA_ALICE =
            Told.id(IdentifierKind.USER_VENDOR_ID, "okta:acme", "00u1fakeALICE0000001");
    private static final Identifier MAIL_ALICE = Told.id(IdentifierKind.USER_EMAIL, "", "alice.ng@acme.example");
    private static final Identifier OKTA_BOB =
            Told.id(IdentifierKind.USER_VENDOR_ID, "okta:acme", "00u1fakeBOB000000002");
    private static final Identifier MAIL_BOB = Told.id(IdentifierKind.USER_EMAIL, "", "bob.ortiz@acme.example");
    private static final Identifier ENTRA_BOB =
            Told.id(IdentifierKind.USER_VENDOR_ID, "entra:acme", "b0b00000-0000-4000-8000-000000000002");
    private static final Identifier ENTRA_ALICE =
            Told.id(IdentifierKind.USER_VENDOR_ID, "entra:acme", "a11ce000-0000-4000-8000-000000000001");

    static final Entity ALICE = Told.entity(OKTA_ALICE, MAIL_ALICE);
    static final Entity BOB = Told.entity(OKTA_BOB, MAIL_BOB);
    private static final Entity BOB_BY_ENTRA = Told.entity(ENTRA_BOB, MAIL_BOB);
    private static final Entity ALICE_BY_ENTRA = Told.entity(ENTRA_ALICE, MAIL_ALICE);

    private static final Identifier D1_SERIAL = Told.id(IdentifierKind.DEVICE_SERIAL, "serial", "FVFXFAKE01Q6");
    private static final Identifier D1_JAMF = Told.id(IdentifierKind.DEVICE_VENDOR_ID, "jamf:acme:computers", "41");
    private static final Identifier D1_OKTA =
            Told.id(IdentifierKind.DEVICE_VENDOR_ID, "okta:acme", "guo1fakeDEVICE000001");
    private static final Identifier D1_AID =
            Told.id(IdentifierKind.DEVICE_VENDOR_ID, "crowdstrike:acme", "a1d00a1c00000000000000000000d001");
    private static final Identifier D2_SERIAL = Told.id(IdentifierKind.DEVICE_SERIAL, "serial", "5CG0FAKE22");
    private static final Identifier D2_ENTRA =
            Told.id(IdentifierKind.DEVICE_ENTRA_ID, "", "d2d2d2d2-0000-4000-8000-0000000000d2");
    private static final Identifier D2_INTUNE =
            Told.id(IdentifierKind.DEVICE_VENDOR_ID, "intune:acme", "1d2d2000-0000-4000-8000-0000000000d2");
    private static final Identifier D2_MDE =
            Told.id(IdentifierKind.DEVICE_VENDOR_ID, "defender:acme", "d2fa4e00000000000000000000000000000000d2");

    static final Entity SESSION = Told.session("idxFAKEsessALICE01abcd");

    private TwoDevices() {}

    /** In the order in which they arrived. */
    static List<Signal> told() {
        Entity d1 = Told.entity(D1_JAMF, D1_SERIAL, D1_OKTA, Told.MAC_HOST, Told.MAC_MAC);
        Entity d1ByAid = Told.entity(D1_AID, D1_SERIAL);
        Entity d2 = Told.entity(D2_INTUNE, D2_SERIAL, D2_ENTRA);
        Entity d2ByMde = Told.entity(D2_MDE, D2_ENTRA);
        Signal context = said("okta", SignalType.SESSION_CONTEXT_CHANGED, "08:35:11.004", "08:35:14")
                .in(SESSION)
                .user(ALICE)
                .signal();
        Signal risk = risk("okta", ALICE, null, RiskLevel.HIGH, "08:35:12.551", "08:35:15");
        Signal removed = factor(ChangeType.DELETE, "08:36:20.010");
        Signal added = factor(ChangeType.CREATE, "08:36:48.700");
        Signal ended = said("okta", SignalType.SESSION_ENDED, "08:37:02.300", "08:36:50")
                .in(SESSION)
                .user(ALICE)
                .with(new SignalPayload.SessionChange(false, null, null))
                .initiatedBy(InitiatingEntity.ADMIN)
                .signal();
        Signal threat = threat("crowdstrike", d1ByAid, ALICE, "ind:det-1", "08:31:30", "08:31:32");
        return List.of(
                said("okta", SignalType.SESSION_CREATED, "08:00:03.120", "08:00:08")
                        .in(SESSION)
                        .user(ALICE)
                        .on(Told.entity(D1_OKTA))
                        .with(new SignalPayload.SessionChange(false, null, null))
                        .signal(),
                said("jamf", SignalType.DEVICE_SEEN, "08:05:00", "08:05:01")
                        .on(d1)
                        .user(Told.entity(MAIL_ALICE))
                        .signal(),
                compliance("intune", d2, BOB_BY_ENTRA, true, null, "intune", "08:09:00", "08:10:00"),
                compliance("jamf", d1, null, false, true, "disk-encryption", "08:30:00.001", "08:30:00.500"),
                compliance("fleet", d1, null, false, null, "disk-encryption", "08:30:02.123", "08:30:02.500"),
                threat,
                threat("crowdstrike", d1ByAid, ALICE, "ind:det-1", "08:31:30", "08:31:32"),
                context,
                risk,
                removed,
                added,
                ended,
                removed,
                added,
                ended,
                context,
                risk,
                removed,
                said("okta", SignalType.OWN_SET_ECHO, "08:37:05", "08:37:10")
                        .user(ALICE)
                        .from(new Provenance(null, null, "a-jti-of-ours", false))
                        .signal(),
                said("okta", SignalType.LOGIN_FAILED, "08:40:01", "08:41:40")
                        .user(BOB)
                        .signal(),
                said("okta", SignalType.ACCOUNT_LOCKED, "08:41:30.900", "08:41:40")
                        .user(BOB)
                        .signal(),
                threat("defender", d2ByMde, BOB_BY_ENTRA, "da639000000000000000_-1", "08:44:17.665", "08:45:55"),
                risk("defender", null, d2ByMde, RiskLevel.HIGH, "08:46:00", "08:46:00"),
                risk("entra", BOB_BY_ENTRA, null, RiskLevel.MEDIUM, "08:46:30.782", "08:50:00"),
                said("entra", SignalType.LOGIN_SUCCEEDED, "08:46:31", "08:52:00")
                        .user(BOB_BY_ENTRA)
                        .signal(),
                said("entra", SignalType.LOGIN_SUCCEEDED, "08:07:00", "08:52:02")
                        .user(ALICE_BY_ENTRA)
                        .in(SESSION)
                        .signal(),
                compliance("intune", d2, BOB_BY_ENTRA, false, true, "intune", "08:59:40", "09:00:20"),
                compliance("intune", d2, null, false, true, "intune", "09:00:12.409", "09:00:30"),
                compliance("jamf", d1, null, true, false, "disk-encryption", "09:15:00.001", "09:15:00.500"));
    }

    private static Told.Said said(String vendor, SignalType type, String event, String heard) {
        return Told.said(type, at(event), at(heard)).by(vendor);
    }

    private static Signal factor(ChangeType change, String event) {
        return said("okta", SignalType.MFA_CHANGED, event, "08:36:50")
                .user(ALICE)
                .with(new SignalPayload.CredentialUpdate("fido2-roaming", change, null, false))
                .signal();
    }

    private static Signal threat(
            String vendor, Entity device, Entity user, String finding, String event, String heard) {
        return said(vendor, SignalType.THREAT_DETECTED, event, heard)
                .on(device)
                .user(user)
                .with(new SignalPayload.Threat(finding, null, FindingState.NEW, Severity.HIGH, null, List.of()))
                .signal();
    }

    private static Signal risk(
            String vendor,
            @Nullable Entity user,
            @Nullable Entity device,
            RiskLevel level,
            String event,
            String heard) {
        return said(vendor, SignalType.RISK_ASSESSED, event, heard)
                .user(user)
                .on(device)
                .with(new SignalPayload.VendorRisk(
                        device == null ? PrincipalKind.USER : PrincipalKind.DEVICE, level, null, null, List.of()))
                .signal();
    }

    private static Signal compliance(
            String vendor,
            Entity device,
            @Nullable Entity user,
            boolean complies,
            @Nullable Boolean before,
            String check,
            String event,
            String heard) {
        return said(vendor, SignalType.DEVICE_COMPLIANCE_CHANGED, event, heard)
                .on(device)
                .user(user)
                .with(new SignalPayload.Compliance(
                        status(complies),
                        before == null ? null : status(before),
                        List.of(new PostureCheck(check, null, complies))))
                .signal();
    }

    private static ComplianceStatus status(boolean complies) {
        return complies ? ComplianceStatus.COMPLIANT : ComplianceStatus.NOT_COMPLIANT;
    }

    private static Instant at(String time) {
        return Instant.parse("2026-03-02T" + time + "Z");
    }
}
