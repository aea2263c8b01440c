// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk;

import io.tocsin.schemas.event.ChangeType;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.origin.Provenance;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.origin.SignalTimes;
import io.tocsin.schemas.origin.TimeQuality;
import io.tocsin.schemas.origin.Transport;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.FindingState;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PostureCheck;
import io.tocsin.schemas.signal.Severity;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalContext;
import io.tocsin.schemas.signal.SignalId;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Strength;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Signals as sources would give them, about Alice on her Mac and her phone, and Bob on his laptop. */
final class Told {
    static final Instant T0 = Instant.parse("2026-03-02T08:00:00Z");

    static final Identifier MAC_SERIAL = id(IdentifierKind.DEVICE_SERIAL, "serial", "FVFXFAKE01Q6");
    static final Identifier MAC_JAMF = id(IdentifierKind.DEVICE_VENDOR_ID, "jamf:acme:computers", "41");
    static final Identifier MAC_OKTA = id(IdentifierKind.DEVICE_VENDOR_ID, "okta:acme", "guo1fakeDEVICE000001");
    static final Identifier MAC_AID = id(IdentifierKind.DEVICE_VENDOR_ID, "crowdstrike:acme", "a1d00a1c");
    static final Identifier MAC_HOST = medium(IdentifierKind.DEVICE_HOSTNAME, "", "ALICE-MBP");
    static final Identifier MAC_MAC = medium(IdentifierKind.DEVICE_MAC, "", "00:00:5E:00:53:01");

    static final Entity MAC_BY_OKTA = entity(MAC_OKTA);
    static final Entity MAC_BY_JAMF = entity(MAC_JAMF);
    static final Entity PHONE = entity(id(IdentifierKind.DEVICE_SERIAL, "serial", "DNPFAKE0PH"));
    static final Entity LAPTOP = entity(id(IdentifierKind.DEVICE_SERIAL, "serial", "5CG0FAKE22"));
    static final Entity ALICE = entity(
            id(IdentifierKind.USER_VENDOR_ID, "okta:acme", "00u1fakeALICE"),
            id(IdentifierKind.USER_EMAIL, "", "alice.ng@acme.example"));
    static final Entity BOB = entity(
            id(IdentifierKind.USER_VENDOR_ID, "okta:acme", "00u1fakeBOB"),
            id(IdentifierKind.USER_EMAIL, "", "bob.ortiz@acme.example"));
    static final Entity ON_MAC = session("idxFAKEsessALICE01");
    static final Entity ON_PHONE = session("idxFAKEsessALICE02");
    static final Entity BOBS = session("idxFAKEsessBOB01");

    private Told() {}

    static Instant minute(double minutes) {
        return T0.plus(Duration.ofMillis(Math.round(minutes * 60_000)));
    }

    static Identifier id(IdentifierKind kind, String namespace, String value) {
        return new Identifier(kind, namespace, value, Strength.STRONG);
    }

    static Identifier medium(IdentifierKind kind, String namespace, String value) {
        return new Identifier(kind, namespace, value, Strength.MEDIUM);
    }

    static Entity entity(Identifier... identifiers) {
        return new Entity(null, List.of(identifiers), null);
    }

    static Entity session(String id) {
        return entity(id(IdentifierKind.SESSION_VENDOR_ID, "okta:acme", id));
    }

    static Said said(SignalType type, double minute) {
        return said(type, minute(minute), minute(minute).plusMillis(400));
    }

    static Said said(SignalType type, Instant at, Instant heard) {
        return new Said(
                type,
                at,
                heard,
                "okta",
                new SignalPayload.None(),
                null,
                null,
                null,
                null,
                Provenance.NONE,
                SignalContext.NONE);
    }

    /** Alice signs in on her Mac and her phone, Bob on his laptop; an inventory knows which Mac is whose. */
    static List<Signal> morning() {
        return List.of(
                said(SignalType.DEVICE_SEEN, 0)
                        .by("jamf")
                        .on(entity(MAC_JAMF, MAC_SERIAL, MAC_OKTA, MAC_HOST, MAC_MAC))
                        .user(ALICE)
                        .signal(),
                opened(ON_MAC, ALICE, MAC_BY_OKTA, 1),
                opened(ON_PHONE, ALICE, PHONE, 2),
                opened(BOBS, BOB, LAPTOP, 3));
    }

    static Signal opened(Entity session, Entity user, @Nullable Entity device, double minute) {
        return said(SignalType.SESSION_CREATED, minute)
                .in(session)
                .user(user)
                .on(device)
                .with(new SignalPayload.SessionChange(false, null, null))
                .signal();
    }

    /** Jamf's smart group of devices that fail a check takes the Mac in, or lets it go. */
    static Signal jamf(boolean fails, double minute) {
        ComplianceStatus current = fails ? ComplianceStatus.NOT_COMPLIANT : ComplianceStatus.COMPLIANT;
        ComplianceStatus previous = fails ? ComplianceStatus.COMPLIANT : ComplianceStatus.NOT_COMPLIANT;
        return compliance(
                "jamf", MAC_BY_JAMF, current, previous, List.of(new PostureCheck("77", "FileVault", !fails)), minute);
    }

    static Signal compliance(
            String vendor,
            Entity device,
            @Nullable ComplianceStatus current,
            @Nullable ComplianceStatus previous,
            List<PostureCheck> checks,
            double minute) {
        return said(SignalType.DEVICE_COMPLIANCE_CHANGED, minute)
                .by(vendor)
                .on(device)
                .with(new SignalPayload.Compliance(current, previous, checks))
                .signal();
    }

    /** The EDR finds something on the Mac, which it knows by its own agent id and the serial its host API gave. */
    static Signal threat(Severity severity, String finding, double minute) {
        return threat(SignalType.THREAT_DETECTED, FindingState.NEW, severity, finding, minute);
    }

    static Signal threat(SignalType type, FindingState state, Severity severity, String finding, double minute) {
        return said(type, minute)
                .by("crowdstrike")
                .on(entity(MAC_AID, MAC_SERIAL))
                .with(new SignalPayload.Threat(finding, "Keychain dump", state, severity, null, List.of("T1555")))
                .signal();
    }

    static Signal revokedAll(Entity user, double minute) {
        return said(SignalType.SESSION_REVOKED, minute)
                .user(user)
                .with(new SignalPayload.SessionChange(true, null, null))
                .initiatedBy(InitiatingEntity.ADMIN)
                .signal();
    }

    static Signal ended(Entity session, double minute) {
        return said(SignalType.SESSION_ENDED, minute)
                .in(session)
                .with(new SignalPayload.SessionChange(false, null, null))
                .signal();
    }

    static SignalPayload factorRemoved() {
        return new SignalPayload.CredentialUpdate("fido2-roaming", ChangeType.DELETE, null, false);
    }

    /** A signal in the making. */
    record Said(
            SignalType type,
            Instant at,
            Instant heard,
            String vendor,
            SignalPayload payload,
            @Nullable Entity user,
            @Nullable Entity device,
            @Nullable Entity session,
            @Nullable InitiatingEntity initiator,
            Provenance provenance,
            SignalContext context) {
        Said by(String who) {
            return new Said(type, at, heard, who, payload, user, device, session, initiator, provenance, context);
        }

        Said with(SignalPayload what) {
            return new Said(type, at, heard, vendor, what, user, device, session, initiator, provenance, context);
        }

        Said user(@Nullable Entity whose) {
            return new Said(type, at, heard, vendor, payload, whose, device, session, initiator, provenance, context);
        }

        Said on(@Nullable Entity what) {
            return new Said(type, at, heard, vendor, payload, user, what, session, initiator, provenance, context);
        }

        Said in(@Nullable Entity which) {
            return new Said(type, at, heard, vendor, payload, user, device, which, initiator, provenance, context);
        }

        Said initiatedBy(InitiatingEntity who) {
            return new Said(type, at, heard, vendor, payload, user, device, session, who, provenance, context);
        }

        Said from(Provenance where) {
            return new Said(type, at, heard, vendor, payload, user, device, session, initiator, where, context);
        }

        /** From that place on earth. */
        Said at(double latitude, double longitude) {
            return from(new SignalContext(null, null, null, latitude, longitude, null, null));
        }

        Said ip(String address) {
            return from(new SignalContext(address, null, null, null, null, null, null));
        }

        Said from(SignalContext where) {
            return new Said(type, at, heard, vendor, payload, user, device, session, initiator, provenance, where);
        }

        Signal signal() {
            String named = Stream.of(user, device, session).map(String::valueOf).toList() + "" + payload + at
                    + context.ipAddress();
            return new Signal(
                    SignalId.derive("acme", vendor, "log", named, type, 0),
                    type,
                    new SignalTimes(at, TimeQuality.VENDOR_EVENT, null, heard),
                    new SignalSource("acme", vendor, vendor, "log", Transport.WEBHOOK, type.name(), null, null),
                    initiator,
                    null,
                    user,
                    device,
                    session,
                    payload,
                    context,
                    provenance,
                    Map.of());
        }
    }
}
