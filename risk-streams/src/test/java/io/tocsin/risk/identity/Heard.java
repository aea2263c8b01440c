// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity;

import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.origin.Provenance;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.origin.SignalTimes;
import io.tocsin.schemas.origin.TimeQuality;
import io.tocsin.schemas.origin.Transport;
import io.tocsin.schemas.signal.CanonicalId;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A signal in the making, at some minute after {@link #T0}. */
final class Heard {
    static final Instant T0 = Instant.parse("2026-03-02T08:00:00Z");

    static final Identifier SERIAL = strong(IdentifierKind.DEVICE_SERIAL, "serial", "FVFXFAKE01Q6");
    static final Identifier JAMF = strong(IdentifierKind.DEVICE_VENDOR_ID, "jamf:acme:computers", "41");
    static final Identifier OKTA = strong(IdentifierKind.DEVICE_VENDOR_ID, "okta:acme", "guo1fakeDEVICE000001");
    static final Identifier AGENT = strong(IdentifierKind.DEVICE_VENDOR_ID, "crowdstrike:acme", "a1d00a1c");
    static final Identifier HOST = medium(IdentifierKind.DEVICE_HOSTNAME, "", "ALICE-MBP");
    static final Identifier MAC = medium(IdentifierKind.DEVICE_MAC, "", "00:00:5E:00:53:01");
    static final Identifier ALICE_ID = strong(IdentifierKind.USER_VENDOR_ID, "okta:acme", "00u1fakeALICE");
    static final Identifier ALICE_MAIL = strong(IdentifierKind.USER_EMAIL, "", "alice.ng@acme.example");
    static final Identifier BOB_ID = strong(IdentifierKind.USER_VENDOR_ID, "okta:acme", "00u1fakeBOB");
    static final Identifier BOB_MAIL = strong(IdentifierKind.USER_EMAIL, "", "bob.ortiz@acme.example");

    private final SignalType type;
    private final Instant event;
    private Instant ingested;
    private String tenant = "acme";
    private String vendor = "okta";
    private SignalPayload payload = new SignalPayload.None();
    private SignalContext context = SignalContext.NONE;
    private Provenance provenance = Provenance.NONE;
    private @Nullable InitiatingEntity initiator;
    private @Nullable Entity user;
    private @Nullable Entity device;
    private @Nullable Entity session;
    private String connector = "";

    private Heard(SignalType type, double minute) {
        this.type = type;
        this.event = minute(minute);
        this.ingested = event.plusMillis(400);
    }

    static Heard a(SignalType type, double minute) {
        return new Heard(type, minute);
    }

    static Instant minute(double minutes) {
        return T0.plus(Duration.ofMillis(Math.round(minutes * 60_000)));
    }

    static Identifier strong(IdentifierKind kind, String namespace, String value) {
        return new Identifier(kind, namespace, value, Strength.STRONG);
    }

    static Identifier medium(IdentifierKind kind, String namespace, String value) {
        return new Identifier(kind, namespace, value, Strength.MEDIUM);
    }

    static Identifier weak(IdentifierKind kind, String value) {
        return new Identifier(kind, "", value, Strength.WEAK);
    }

    static Identifier serial(String value) {
        return strong(IdentifierKind.DEVICE_SERIAL, "", value);
    }

    static Entity entity(Identifier... names) {
        return new Entity(null, List.of(names), null);
    }

    static Identifier session(String id) {
        return strong(IdentifierKind.SESSION_VENDOR_ID, "okta:acme", id);
    }

    /** An inventory saw a device. */
    static Signal seen(double minute, Identifier... names) {
        return a(SignalType.DEVICE_SEEN, minute).by("jamf").on(names).signal();
    }

    /** An identity provider saw a user. */
    static Signal active(double minute, Identifier... names) {
        return a(SignalType.SUSPICIOUS_ACTIVITY_REPORTED, minute).user(names).signal();
    }

    static Signal opened(String session, Identifier user, @Nullable Identifier device, double minute) {
        Heard opened =
                a(SignalType.SESSION_CREATED, minute).in(session(session)).user(user);
        return (device == null ? opened : opened.on(device)).signal();
    }

    static Signal ended(String session, double minute) {
        return a(SignalType.SESSION_ENDED, minute).in(session(session)).signal();
    }

    static Signal revokedAll(Identifier user, double minute) {
        return a(SignalType.SESSION_REVOKED, minute)
                .user(user)
                .with(new SignalPayload.SessionChange(true, null, null))
                .signal();
    }

    static Signal threat(double minute, Identifier... device) {
        return a(SignalType.THREAT_DETECTED, minute)
                .by("crowdstrike")
                .on(device)
                .with(new SignalPayload.Threat("f-" + minute, null, FindingState.NEW, Severity.LOW, null, List.of()))
                .signal();
    }

    static Signal operator(double minute, SignalPayload word) {
        Heard said = a(
                        word instanceof SignalPayload.Split ? SignalType.IDENTITY_SPLIT : SignalType.IDENTITY_LINKED,
                        minute)
                .by("tocsin")
                .with(word);
        said.connector = "operator";
        return said.signal();
    }

    static Signal split(double minute, CanonicalId from, CanonicalId apart, Identifier... names) {
        return operator(minute, new SignalPayload.Split(from, apart, List.of(names)));
    }

    Heard by(String who) {
        vendor = who;
        return this;
    }

    Heard tenant(String whose) {
        tenant = whose;
        return this;
    }

    Heard user(Identifier... names) {
        user = entity(names);
        return this;
    }

    Heard on(Identifier... names) {
        device = entity(names);
        return this;
    }

    Heard in(Identifier... names) {
        session = entity(names);
        return this;
    }

    Heard with(SignalPayload what) {
        payload = what;
        return this;
    }

    Heard from(String ip) {
        context = new SignalContext(ip, null, null, null, null, null, null);
        return this;
    }

    Heard fromProxy(String ip) {
        context = new SignalContext(ip, null, null, null, null, null, true);
        return this;
    }

    Heard because(Provenance where) {
        provenance = where;
        return this;
    }

    Heard initiatedBy(InitiatingEntity who) {
        initiator = who;
        return this;
    }

    Heard heardAt(double minute) {
        ingested = minute(minute);
        return this;
    }

    Signal signal() {
        String name = connector.isEmpty() ? vendor : connector;
        return new Signal(
                SignalId.derive(tenant, vendor, "log", user + "" + device + session + payload + event, type, 0),
                type,
                new SignalTimes(event, TimeQuality.VENDOR_EVENT, null, ingested),
                new SignalSource(tenant, vendor, name, "log", Transport.WEBHOOK, type.name(), null, null),
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
