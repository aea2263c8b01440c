// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company.vendor;

import io.tocsin.risk.company.Dice;
import io.tocsin.risk.company.Laptop;
import io.tocsin.risk.company.Person;
import io.tocsin.risk.company.Phone;
import io.tocsin.risk.company.Scene;
import io.tocsin.schemas.event.ChangeType;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.RiskLevel;
import io.tocsin.schemas.signal.SignalContext;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalPayload.AccountChange;
import io.tocsin.schemas.signal.SignalPayload.CredentialUpdate;
import io.tocsin.schemas.signal.SignalPayload.Login;
import io.tocsin.schemas.signal.SignalPayload.SessionChange;
import io.tocsin.schemas.signal.SignalPayload.VendorRisk;
import io.tocsin.schemas.signal.SignalType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The System Log of the company's identity provider; devices with the serial that their hydration adds. */
public final class Okta {
    static final String BOOKS = "okta:acme";

    private static final Statement.Vendor VENDOR = new Statement.Vendor("okta", "okta-acme", "system-log", true);
    private static final String FACTOR = "app";

    private final Dice dice;

    public Okta(Dice dice) {
        this.dice = dice;
    }

    public Statement signedIn(Instant at, Scene scene) {
        return by(at, scene, "user.session.start", SignalType.SESSION_CREATED, new SessionChange(false, null, null));
    }

    /** The failed one has no session yet. */
    public Statement mistyped(Instant at, Scene scene) {
        return by(
                at,
                scene.in(null),
                "user.session.start",
                SignalType.LOGIN_FAILED,
                new Login("INVALID_CREDENTIALS", List.of()));
    }

    public Statement passedChallenge(Instant at, Scene scene) {
        return by(
                at,
                scene,
                "user.authentication.auth_via_mfa",
                SignalType.LOGIN_SUCCEEDED,
                new Login(null, List.of(FACTOR)));
    }

    public Statement deniedChallenge(Instant at, Scene scene) {
        return by(
                at,
                scene.in(null),
                "user.mfa.okta_verify.deny_push",
                SignalType.MFA_CHALLENGE_DENIED,
                new Login("USER_REJECTED", List.of(FACTOR)));
    }

    public Statement openedApplication(Instant at, Scene scene) {
        return by(at, scene, "user.authentication.sso", SignalType.LOGIN_SUCCEEDED, new Login(null, List.of()));
    }

    public Statement signedOut(Instant at, Scene scene) {
        return by(at, scene, "user.session.end", SignalType.SESSION_ENDED, new SessionChange(false, null, null));
    }

    /** The session goes on from elsewhere; with Okta's opinion of it, if it has one. */
    public List<Statement> moved(Instant at, Scene scene, @Nullable RiskLevel opinion) {
        Statement moved = by(
                at,
                scene,
                "user.session.context.change",
                SignalType.SESSION_CONTEXT_CHANGED,
                new SessionChange(false, null, "IP_CHANGE, DEVICE_CHANGE"));
        if (opinion == null) {
            return List.of(moved);
        }
        VendorRisk risk = new VendorRisk(
                PrincipalKind.SESSION, opinion, null, null, List.of("Anomalous Geo-Distance", "New Device", "New IP"));
        Statement judged = new Statement(
                moved.carrier(),
                moved.vendor(),
                moved.eventType(),
                moved.key(),
                1,
                at,
                SignalType.RISK_ASSESSED,
                risk,
                moved.by(),
                moved.user(),
                moved.device(),
                moved.session(),
                moved.context());
        return List.of(moved, judged);
    }

    /** Okta's opinion of a user. */
    public Statement judged(Instant at, Person who, RiskLevel level, RiskLevel before, String detector) {
        VendorRisk risk = new VendorRisk(PrincipalKind.USER, level, before, detector, List.of(detector));
        return of(at, "user.risk.detect", SignalType.RISK_ASSESSED, risk, InitiatingEntity.SYSTEM, user(who), null);
    }

    public Statement factor(Instant at, Scene scene, ChangeType change) {
        String word = change == ChangeType.CREATE ? "user.mfa.factor.activate" : "user.mfa.factor.deactivate";
        return by(at, scene, word, SignalType.MFA_CHANGED, new CredentialUpdate(FACTOR, change, "Okta Verify", false));
    }

    public Statement newPassword(Instant at, Scene scene) {
        return by(
                at,
                scene,
                "user.account.update_password",
                SignalType.CREDENTIAL_CHANGED,
                new CredentialUpdate("password", ChangeType.UPDATE, null, false));
    }

    public Statement passwordReset(Instant at, Person who) {
        CredentialUpdate update = new CredentialUpdate("password", ChangeType.UPDATE, null, false);
        return byAdmin(at, who, "user.account.reset_password", SignalType.CREDENTIAL_CHANGED, update);
    }

    public Statement locked(Instant at, Person who) {
        AccountChange change = new AccountChange("LOCKED_OUT", null, null);
        return of(at, "user.account.lock", SignalType.ACCOUNT_LOCKED, change, InitiatingEntity.SYSTEM, user(who), null);
    }

    public Statement unlocked(Instant at, Person who) {
        AccountChange change = new AccountChange(null, null, null);
        return byAdmin(at, who, "user.account.unlock_by_admin", SignalType.ACCOUNT_UNLOCKED, change);
    }

    public Statement activated(Instant at, Person who) {
        AccountChange change = new AccountChange(null, null, null);
        return byAdmin(at, who, "user.lifecycle.activate", SignalType.ACCOUNT_ENABLED, change);
    }

    public Statement deactivated(Instant at, Person who) {
        AccountChange change = new AccountChange(null, null, null);
        return byAdmin(at, who, "user.lifecycle.deactivate", SignalType.ACCOUNT_DISABLED, change);
    }

    /** An administrator ends everything. */
    public Statement cleared(Instant at, Person who) {
        SessionChange all = new SessionChange(true, null, null);
        return byAdmin(at, who, "user.session.clear", SignalType.SESSION_REVOKED, all);
    }

    public Statement reported(Instant at, Scene scene) {
        return by(
                at,
                scene.in(null),
                "user.account.report_suspicious_activity_by_enduser",
                SignalType.SUSPICIOUS_ACTIVITY_REPORTED,
                new SignalPayload.None());
    }

    public Statement enrolled(Instant at, Person who) {
        SignalPayload facts = new SignalPayload.DeviceFacts(
                true, null, who.laptop().platform() == Laptop.Platform.MAC ? "OSX" : "WINDOWS", null);
        return of(
                at,
                "device.enrollment.create",
                SignalType.DEVICE_ENROLLED,
                facts,
                InitiatingEntity.USER,
                user(who),
                laptop(who));
    }

    private Statement by(Instant at, Scene scene, String word, SignalType type, SignalPayload payload) {
        Person who = scene.who();
        Entity device = switch (scene.on()) {
            case LAPTOP -> laptop(who);
            case PHONE -> who.phone() == null ? null : phone(who.phone());
            case FOREIGN -> null;
        };
        return new Statement(
                Carrier.OKTA,
                VENDOR,
                word,
                dice.uuid(),
                0,
                at,
                type,
                payload,
                InitiatingEntity.USER,
                user(who),
                device,
                scene.session() == null ? null : session(scene.session()),
                scene.from().seenWith(scene.userAgent()));
    }

    private Statement byAdmin(Instant at, Person who, String word, SignalType type, SignalPayload payload) {
        return of(at, word, type, payload, InitiatingEntity.ADMIN, user(who), null);
    }

    private Statement of(
            Instant at,
            String word,
            SignalType type,
            SignalPayload payload,
            InitiatingEntity by,
            Entity user,
            @Nullable Entity device) {
        return new Statement(
                Carrier.OKTA,
                VENDOR,
                word,
                dice.uuid(),
                0,
                at,
                type,
                payload,
                by,
                user,
                device,
                null,
                SignalContext.NONE);
    }

    private static Entity user(Person who) {
        return new Names()
                .strong(IdentifierKind.USER_VENDOR_ID, BOOKS, who.accountId())
                .medium(IdentifierKind.USER_LOGIN, BOOKS, who.login())
                .strong(IdentifierKind.USER_EMAIL, "", who.login())
                .named(who.name());
    }

    private static Entity laptop(Person who) {
        return new Names()
                .strong(IdentifierKind.DEVICE_VENDOR_ID, BOOKS, who.laptop().registration())
                .strong(IdentifierKind.DEVICE_SERIAL, "serial", who.laptop().serial())
                .named(who.laptop().host());
    }

    private static Entity phone(Phone phone) {
        return new Names()
                .strong(IdentifierKind.DEVICE_VENDOR_ID, BOOKS, phone.registration())
                .named("iPhone");
    }

    private static Entity session(String id) {
        return new Names().strong(IdentifierKind.SESSION_VENDOR_ID, BOOKS, id).named(id);
    }
}
