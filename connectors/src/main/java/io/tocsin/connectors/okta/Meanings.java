// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.okta;

import static io.tocsin.schemas.event.ChangeType.CREATE;
import static io.tocsin.schemas.event.ChangeType.DELETE;
import static io.tocsin.schemas.event.ChangeType.REVOKE;
import static io.tocsin.schemas.event.ChangeType.UPDATE;
import static io.tocsin.schemas.signal.PrincipalKind.DEVICE;
import static io.tocsin.schemas.signal.PrincipalKind.SESSION;
import static io.tocsin.schemas.signal.PrincipalKind.USER;
import static io.tocsin.schemas.signal.SignalType.ACCOUNT_DELETED;
import static io.tocsin.schemas.signal.SignalType.ACCOUNT_DISABLED;
import static io.tocsin.schemas.signal.SignalType.ACCOUNT_ENABLED;
import static io.tocsin.schemas.signal.SignalType.ACCOUNT_LOCKED;
import static io.tocsin.schemas.signal.SignalType.ACCOUNT_UNLOCKED;
import static io.tocsin.schemas.signal.SignalType.CREDENTIAL_CHANGED;
import static io.tocsin.schemas.signal.SignalType.DEVICE_ENROLLED;
import static io.tocsin.schemas.signal.SignalType.DEVICE_UNENROLLED;
import static io.tocsin.schemas.signal.SignalType.DEVICE_USER_ASSIGNED;
import static io.tocsin.schemas.signal.SignalType.LOGIN_FAILED;
import static io.tocsin.schemas.signal.SignalType.LOGIN_SUCCEEDED;
import static io.tocsin.schemas.signal.SignalType.MFA_CHALLENGE_DENIED;
import static io.tocsin.schemas.signal.SignalType.MFA_CHANGED;
import static io.tocsin.schemas.signal.SignalType.PRIVILEGE_CHANGED;
import static io.tocsin.schemas.signal.SignalType.RISK_ASSESSED;
import static io.tocsin.schemas.signal.SignalType.SESSION_CONTEXT_CHANGED;
import static io.tocsin.schemas.signal.SignalType.SESSION_CREATED;
import static io.tocsin.schemas.signal.SignalType.SESSION_ENDED;
import static io.tocsin.schemas.signal.SignalType.SESSION_REVOKED;
import static io.tocsin.schemas.signal.SignalType.SUSPICIOUS_ACTIVITY_REPORTED;
import static java.util.Map.entry;

import io.tocsin.connectors.json.JsonAt;
import io.tocsin.schemas.event.ChangeType;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.RiskLevel;
import io.tocsin.schemas.signal.SignalPayload.AccountChange;
import io.tocsin.schemas.signal.SignalPayload.CredentialUpdate;
import io.tocsin.schemas.signal.SignalPayload.DeviceFacts;
import io.tocsin.schemas.signal.SignalPayload.Login;
import io.tocsin.schemas.signal.SignalPayload.None;
import io.tocsin.schemas.signal.SignalPayload.SessionChange;
import io.tocsin.schemas.signal.SignalPayload.VendorRisk;
import io.tocsin.schemas.signal.SignalType;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Okta's event types and what they mean. A change that failed changed nothing, and is kept as unknown. */
final class Meanings {
    private static final Map<String, Function<LogEvent, Meaning>> TABLE = Map.ofEntries(
            entry("user.session.start", e -> attempt(e, SESSION_CREATED, LOGIN_FAILED)),
            entry("user.session.end", e -> done(e, () -> session(SESSION_ENDED, e, false))),
            entry("user.session.clear", e -> done(e, () -> session(SESSION_REVOKED, e, true))),
            entry("user.session.context.change", Meanings::contextChange),
            entry("user.authentication.auth_via_mfa", e -> attempt(e, LOGIN_SUCCEEDED, MFA_CHALLENGE_DENIED)),
            entry("user.authentication.auth_via_IDP", e -> attempt(e, LOGIN_SUCCEEDED, LOGIN_FAILED)),
            entry("user.authentication.sso", e -> attempt(e, LOGIN_SUCCEEDED, LOGIN_FAILED)),
            entry("user.authentication.verify", e -> attempt(e, LOGIN_SUCCEEDED, LOGIN_FAILED)),
            entry("user.authentication.universal_logout", e -> done(e, () -> session(SESSION_REVOKED, e, true))),
            entry("user.mfa.okta_verify.deny_push", e -> login(MFA_CHALLENGE_DENIED, e)),
            entry("user.mfa.factor.activate", e -> done(e, () -> factor(e, CREATE, false))),
            entry("user.mfa.factor.deactivate", e -> done(e, () -> factor(e, DELETE, false))),
            entry("user.mfa.factor.reset_all", e -> done(e, () -> factor(e, DELETE, true))),
            entry("user.mfa.factor.update", e -> done(e, () -> factor(e, UPDATE, false))),
            entry("user.mfa.factor.suspend", e -> done(e, () -> factor(e, REVOKE, false))),
            entry("user.mfa.factor.unsuspend", e -> done(e, () -> factor(e, UPDATE, false))),
            entry("user.account.update_password", e -> done(e, Meanings::password)),
            entry("user.account.reset_password", e -> done(e, Meanings::password)),
            // a lock is logged as the FAILURE of the login that caused it
            entry("user.account.lock", e -> account(ACCOUNT_LOCKED, e)),
            entry("user.account.lock.limit", e -> account(ACCOUNT_LOCKED, e)),
            entry("user.account.unlock", e -> done(e, () -> account(ACCOUNT_UNLOCKED, e))),
            entry("user.account.unlock_by_admin", e -> done(e, () -> account(ACCOUNT_UNLOCKED, e))),
            entry("user.account.unlock_token", e -> Meaning.UNKNOWN),
            entry("user.account.report_suspicious_activity_by_enduser", e -> plain(SUSPICIOUS_ACTIVITY_REPORTED, USER)),
            entry("user.lifecycle.suspend", e -> done(e, () -> account(ACCOUNT_DISABLED, e))),
            entry("user.lifecycle.deactivate", e -> done(e, () -> account(ACCOUNT_DISABLED, e))),
            entry("user.lifecycle.unsuspend", e -> done(e, () -> account(ACCOUNT_ENABLED, e))),
            entry("user.lifecycle.reactivate", e -> done(e, () -> account(ACCOUNT_ENABLED, e))),
            entry("user.lifecycle.activate", e -> done(e, () -> account(ACCOUNT_ENABLED, e))),
            entry("user.lifecycle.delete.completed", e -> done(e, () -> account(ACCOUNT_DELETED, e))),
            entry("user.account.privilege.grant", e -> done(e, () -> account(PRIVILEGE_CHANGED, e))),
            entry("user.account.privilege.revoke", e -> done(e, () -> account(PRIVILEGE_CHANGED, e))),
            entry("user.risk.change", Meanings::userRisk),
            entry("user.risk.detect", Meanings::userRisk),
            entry("device.enrollment.create", e -> done(e, () -> device(DEVICE_ENROLLED, e, true))),
            entry("device.lifecycle.activate", e -> done(e, () -> device(DEVICE_ENROLLED, e, true))),
            entry("device.lifecycle.unsuspend", e -> done(e, () -> device(DEVICE_ENROLLED, e, true))),
            entry("device.lifecycle.deactivate", e -> done(e, () -> device(DEVICE_UNENROLLED, e, false))),
            entry("device.lifecycle.suspend", e -> done(e, () -> device(DEVICE_UNENROLLED, e, false))),
            entry("device.lifecycle.delete", e -> done(e, () -> device(DEVICE_UNENROLLED, e, false))),
            entry("device.user.add", e -> done(e, () -> plain(DEVICE_USER_ASSIGNED, DEVICE))),
            entry("device.user.remove", e -> done(e, () -> plain(DEVICE_USER_ASSIGNED, DEVICE))),
            entry("policy.auth_reevaluate.fail", e -> session(SESSION_CONTEXT_CHANGED, e, false)));

    private Meanings() {}

    /** What an event says: one thing, or two where a change of context comes with its risk. */
    static List<Meaning> of(LogEvent event) {
        Function<LogEvent, Meaning> reading = TABLE.get(event.type());
        if (reading == null) {
            return List.of(Meaning.UNKNOWN);
        }
        Meaning meaning = reading.apply(event);
        VendorRisk risk = meaning.type() == SESSION_CONTEXT_CHANGED ? risk(event, SESSION) : null;
        return risk == null || risk.current() == RiskLevel.UNKNOWN
                ? List.of(meaning)
                : List.of(meaning, new Meaning(RISK_ASSESSED, risk, SESSION));
    }

    private static Meaning done(LogEvent event, Supplier<Meaning> meaning) {
        return event.failed() ? Meaning.UNKNOWN : meaning.get();
    }

    /** A login or challenge: passed, not passed, or (skipped, still open) neither. */
    private static Meaning attempt(LogEvent event, SignalType passed, SignalType notPassed) {
        if (event.failed()) {
            return login(notPassed, event);
        }
        if (!event.succeeded()) {
            return Meaning.UNKNOWN;
        }
        return passed == SESSION_CREATED ? session(passed, event, false) : login(passed, event);
    }

    private static Meaning login(SignalType type, LogEvent event) {
        String factor = event.debug("factor").text();
        Login login = new Login(
                event.succeeded() ? null : event.reason(),
                factor == null ? List.of() : List.of(Factors.credentialType(factor)));
        return new Meaning(type, login, USER);
    }

    private static Meaning session(SignalType type, LogEvent event, boolean all) {
        return new Meaning(type, new SessionChange(all, null, event.reason()), USER);
    }

    private static Meaning contextChange(LogEvent event) {
        String causes = event.debug("causes").text();
        String reason = causes == null ? event.reason() : causes.replaceAll("^\\[|]$", "");
        return new Meaning(SESSION_CONTEXT_CHANGED, new SessionChange(false, null, reason), USER);
    }

    private static Meaning factor(LogEvent event, ChangeType change, boolean all) {
        JsonAt enrolment = event.target("AuthenticatorEnrollment");
        CredentialUpdate update = new CredentialUpdate(
                Factors.credentialType(event.debug("factor").text()),
                change,
                enrolment == null ? null : enrolment.get("displayName").text(),
                all);
        return new Meaning(MFA_CHANGED, update, USER);
    }

    private static Meaning password() {
        return new Meaning(CREDENTIAL_CHANGED, new CredentialUpdate("password", UPDATE, null, false), USER);
    }

    private static Meaning account(SignalType type, LogEvent event) {
        return new Meaning(type, new AccountChange(event.reason(), null, null), USER);
    }

    private static Meaning userRisk(LogEvent event) {
        return new Meaning(RISK_ASSESSED, risk(event, USER), USER);
    }

    /** From the details of the event, or else from its security context; unknown where neither has a level. */
    private static VendorRisk risk(LogEvent event, PrincipalKind principal) {
        RiskText details = RiskText.of(event.debug("risk"));
        RiskText context = RiskText.of(event.securityContext().get("risk"));
        RiskText told = details.level() == null && context.level() != null ? context : details;
        RiskLevel level = told.level();
        String detector = told.detector() == null ? context.detector() : told.detector();
        return new VendorRisk(
                principal, level == null ? RiskLevel.UNKNOWN : level, told.previous(), detector, told.reasons());
    }

    private static Meaning device(SignalType type, LogEvent event, boolean enrolled) {
        JsonAt device = event.device();
        Boolean managed = enrolled ? device.get("managed").bool() : Boolean.FALSE;
        DeviceFacts facts = new DeviceFacts(
                managed,
                null,
                device.get("os_platform").text(),
                device.get("os_version").text());
        return new Meaning(type, facts, DEVICE);
    }

    private static Meaning plain(SignalType type, PrincipalKind about) {
        return new Meaning(type, new None(), about);
    }
}
