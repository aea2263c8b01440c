// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.keycloak;

import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.EventTime;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.mapping.NaturalKey;
import io.tocsin.connectors.mapping.RecordMapper;
import io.tocsin.connectors.mapping.SignalDraft;
import io.tocsin.schemas.event.ChangeType;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.SignalContext;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalPayload.AccountChange;
import io.tocsin.schemas.signal.SignalPayload.CredentialUpdate;
import io.tocsin.schemas.signal.SignalPayload.Login;
import io.tocsin.schemas.signal.SignalPayload.SessionChange;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Strength;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What Keycloak's users did and what was done to their accounts. */
final class UserEvents implements RecordMapper {
    static final String VENDOR = "keycloak";

    private record Meaning(SignalType type, SignalPayload payload) {}

    private final Realm realm;

    UserEvents(Realm realm) {
        this.realm = realm;
    }

    @Override
    public Mapped map(JsonAt record, Arrival arrival) {
        String type = record.get("type").requireText();
        Meaning meaning = meaning(type, record);
        if (meaning == null) {
            return new Mapped.Ignored(Mapped.Why.NO_MEANING);
        }
        Entity user = realm.user(
                record.get("userId").text(),
                record.get("details").get("username").text());
        Entity session = realm.session(record.get("sessionId").text());
        if (user == null && session == null) {
            throw record.get("userId").unexpected("the id of a user or of a session");
        }
        SignalDraft draft = draft(record, arrival, StoredEvents.USERS, type);
        asOneAct(draft, realm, record.get("userId").text(), meaning.payload(), record);
        return new Mapped.Signals(List.of(draft.by(initiator(meaning.type()), null)
                .user(user)
                .session(session)
                .context(new SignalContext(record.get("ipAddress").text(), null, null, null, null, null, null))
                .signal(meaning.type(), meaning.payload(), 0)));
    }

    static SignalDraft draft(JsonAt record, Arrival arrival, String family, String type) {
        String id = record.get("id").text();
        SignalSource source = arrival.source(VENDOR, family, type, id, null);
        Instant time = Instant.ofEpochMilli(record.get("time").requireLong());
        String key = id == null ? NaturalKey.of(List.of(record.node().toString())) : id;
        return SignalDraft.of(EventTime.of(time, null, arrival.at()), source, key);
    }

    /** Where Keycloak's own SSF tells of it too. */
    static void asOneAct(SignalDraft draft, Realm realm, @Nullable String user, SignalPayload payload, JsonAt record) {
        Instant at = Instant.ofEpochMilli(record.get("time").requireLong());
        String key = OneAct.key(realm.issuer(), user, payload, at);
        if (key != null) {
            draft.knownBy(OneAct.FAMILY, key);
        }
    }

    private static InitiatingEntity initiator(SignalType type) {
        return switch (type) {
            case ACCOUNT_LOCKED, ACCOUNT_DISABLED, TOKEN_REUSED -> InitiatingEntity.POLICY;
            default -> InitiatingEntity.USER;
        };
    }

    /** Absent for the many kinds that say nothing about somebody's access, or that something did not happen. */
    private static @Nullable Meaning meaning(String type, JsonAt record) {
        JsonAt details = record.get("details");
        return switch (type) {
            case "LOGIN" -> new Meaning(SignalType.SESSION_CREATED, new SessionChange(false, null, null));
            case "LOGIN_ERROR" ->
                new Meaning(
                        SignalType.LOGIN_FAILED, new Login(record.get("error").text(), List.of()));
            case "LOGOUT" -> new Meaning(SignalType.SESSION_ENDED, new SessionChange(false, null, null));
            case "USER_SESSION_DELETED" ->
                new Meaning(SignalType.SESSION_REVOKED, new SessionChange(false, null, null));
            case "UPDATE_CREDENTIAL" ->
                credential(details.get("credential_type").text(), ChangeType.UPDATE);
            case "REMOVE_CREDENTIAL" ->
                credential(details.get("credential_type").text(), ChangeType.DELETE);
            case "UPDATE_PASSWORD", "RESET_PASSWORD" -> credential("password", ChangeType.UPDATE);
            case "UPDATE_TOTP" -> credential("otp", ChangeType.UPDATE);
            case "REMOVE_TOTP" -> credential("otp", ChangeType.DELETE);
            case "REFRESH_TOKEN_ERROR" -> reuse(record);
            case "USER_DISABLED_BY_TEMPORARY_LOCKOUT", "USER_DISABLED_BY_TEMPORARY_LOCKOUT_ERROR" ->
                account(SignalType.ACCOUNT_LOCKED, details);
            case "USER_DISABLED_BY_PERMANENT_LOCKOUT", "USER_DISABLED_BY_PERMANENT_LOCKOUT_ERROR" ->
                account(SignalType.ACCOUNT_DISABLED, details);
            case "DELETE_ACCOUNT" -> account(SignalType.ACCOUNT_DELETED, details);
            case "UPDATE_EMAIL" -> renamed(details);
            default -> null;
        };
    }

    private static Meaning account(SignalType type, JsonAt details) {
        return new Meaning(type, new AccountChange(details.get("reason").text(), null, null));
    }

    private static @Nullable Meaning renamed(JsonAt details) {
        String now = details.get("updated_email").text();
        return now == null
                ? null
                : new Meaning(
                        SignalType.ACCOUNT_IDENTIFIER_CHANGED,
                        new AccountChange(
                                null, email(details.get("previous_email").text()), email(now)));
    }

    private static @Nullable Identifier email(@Nullable String address) {
        return address == null ? null : new Identifier(IdentifierKind.USER_EMAIL, "", address, Strength.STRONG);
    }

    /** Of a refresh token that was used twice Keycloak tells by words only. */
    private static @Nullable Meaning reuse(JsonAt record) {
        String reason = record.get("details").get("reason").text();
        String error = record.get("error").text();
        String told = (reason == null ? "" : reason) + " " + (error == null ? "" : error);
        return told.toLowerCase(Locale.ROOT).contains("reuse")
                ? new Meaning(SignalType.TOKEN_REUSED, new SessionChange(false, null, reason))
                : null;
    }

    private static Meaning credential(@Nullable String type, ChangeType change) {
        SignalType kind = "password".equals(type) ? SignalType.CREDENTIAL_CHANGED : SignalType.MFA_CHANGED;
        return new Meaning(kind, new CredentialUpdate(caep(type), change, null, false));
    }

    /** CAEP's word for a credential (CAEP 1.0 §3.3), or else Keycloak's. */
    private static String caep(@Nullable String type) {
        return switch (type == null ? "" : type) {
            case "" -> "unknown";
            // Keycloak does not tell security keys from platform authenticators
            case "webauthn", "webauthn-passwordless" -> "fido2-roaming";
            case "otp" -> "app";
            default -> type == null ? "unknown" : type;
        };
    }
}
