// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.auth0;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;

import com.fasterxml.jackson.core.JsonPointer;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.json.StrictJson;
import io.tocsin.connectors.json.UnexpectedJsonException;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.Batch;
import io.tocsin.connectors.mapping.EventTime;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.mapping.Meaning;
import io.tocsin.connectors.mapping.Names;
import io.tocsin.connectors.mapping.SignalDraft;
import io.tocsin.connectors.mapping.Source;
import io.tocsin.schemas.event.ChangeType;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.SignalContext;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Strength;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Auth0's log events, as the stream sends them and as the log has them; numbered alike, so they give one signal. */
public final class Auth0Events implements Source {
    static final String FAMILY = "logs";
    private static final String VENDOR = "auth0";

    /** Auth0's codes; the rest of its some two hundred say nothing about somebody's access. */
    private static final Map<String, Meaning> MEANINGS = Map.ofEntries(
            entry("s", Meaning.session(SignalType.SESSION_CREATED, false, null)),
            entry("f", Meaning.login(SignalType.LOGIN_FAILED, "f")),
            entry("fp", Meaning.login(SignalType.LOGIN_FAILED, "fp")),
            entry("fu", Meaning.login(SignalType.LOGIN_FAILED, "fu")),
            entry("slo", Meaning.session(SignalType.SESSION_ENDED, false, null)),
            entry("limit_wc", Meaning.account(SignalType.ACCOUNT_LOCKED, "limit_wc")),
            entry("limit_sul", Meaning.account(SignalType.ACCOUNT_LOCKED, "limit_sul")),
            entry("ublkdu", Meaning.account(SignalType.ACCOUNT_UNLOCKED, null)),
            entry("pwd_leak", Meaning.leaked()),
            entry("gd_enrollment_complete", Meaning.factor("unknown", ChangeType.CREATE)),
            entry("gd_unenroll", Meaning.factor("unknown", ChangeType.DELETE)),
            entry("gd_auth_rejected", Meaning.login(SignalType.MFA_CHALLENGE_DENIED, "gd_auth_rejected")),
            entry("gd_auth_failed", Meaning.login(SignalType.MFA_CHALLENGE_DENIED, "gd_auth_failed")),
            entry("scp", Meaning.password()),
            entry("sce", Meaning.account(SignalType.ACCOUNT_IDENTIFIER_CHANGED, null)),
            entry("srrt", Meaning.session(SignalType.SESSION_REVOKED, false, "srrt")),
            entry("ferrt", Meaning.session(SignalType.TOKEN_REUSED, false, "ferrt")),
            entry("sdu", Meaning.account(SignalType.ACCOUNT_DELETED, null)),
            entry("universal_logout_succeeded", Meaning.session(SignalType.SESSION_REVOKED, true, null)));

    private final String namespace;
    private final boolean loginIsEmail;

    /**
     * The events of one Auth0 tenant.
     *
     * @param domain the tenant's; ids are unique within it
     * @param loginIsEmail whether user names are addresses that the tenant vouches for
     */
    public Auth0Events(String domain, boolean loginIsEmail) {
        this.namespace = VENDOR + ":" + domain;
        this.loginIsEmail = loginIsEmail;
    }

    /** An array, one event, or an event a line, as the stream is set up. */
    @Override
    public byte[] json(byte[] body) {
        String text = new String(body, UTF_8).strip();
        int end = text.indexOf('\n');
        if (!text.startsWith("{") || end < 0 || !isJson(text.substring(0, end))) {
            return body;
        }
        return ("["
                        + String.join(
                                ",",
                                text.lines().filter(line -> !line.isBlank()).toList()) + "]")
                .getBytes(UTF_8);
    }

    private static boolean isJson(String line) {
        try {
            return StrictJson.parse(line.getBytes(UTF_8)).isObject();
        } catch (UnexpectedJsonException goesOn) {
            return false;
        }
    }

    @Override
    public Batch records(JsonAt body) {
        return body.isObject() ? Batch.single(body) : Batch.of(body, JsonPointer.empty());
    }

    /** The stream has the event within an envelope that repeats its number. */
    @Override
    public Mapped map(JsonAt record, Arrival arrival) {
        JsonAt event = record.requireObject().get("data").isObject() ? record.get("data") : record;
        String code = event.get("type").requireText();
        Meaning meaning = MEANINGS.get(code);
        if (meaning == null) {
            return new Mapped.Ignored(Mapped.Why.NO_MEANING);
        }
        String id = id(record);
        Entity user = user(event);
        Entity session = new Names()
                .add(
                        IdentifierKind.SESSION_VENDOR_ID,
                        namespace,
                        event.get("details").get("session_id").text(),
                        Strength.STRONG)
                .entity();
        if (user == null && session == null) {
            throw event.get("user_id").unexpected("the id or name of a user");
        }
        SignalSource source = arrival.source(VENDOR, FAMILY, code, id, null);
        return new Mapped.Signals(List.of(
                SignalDraft.of(EventTime.of(EventTime.requireIso(event.get("date")), null, arrival.at()), source)
                        .by(initiator(meaning.type()), null)
                        .user(user)
                        .session(session)
                        .context(new SignalContext(
                                event.get("ip").text(), event.get("user_agent").text(), null, null, null, null, null))
                        .signal(meaning.type(), meaning.payload(), 0)));
    }

    static String id(JsonAt record) {
        String outer = record.get("log_id").id();
        return outer == null ? record.get("data").get("log_id").requireId() : outer;
    }

    /** A name without an id is what somebody typed at the door: it names, but proves nothing. */
    private @Nullable Entity user(JsonAt event) {
        String id = event.get("user_id").text();
        String name = event.get("user_name").text();
        Names names = new Names()
                .add(IdentifierKind.USER_VENDOR_ID, namespace, id, Strength.STRONG)
                .add(IdentifierKind.USER_LOGIN, namespace, name, id == null ? Strength.WEAK : Strength.MEDIUM);
        if (loginIsEmail) {
            names.add(IdentifierKind.USER_EMAIL, name, id == null ? Strength.WEAK : Strength.STRONG);
        }
        return names.entity();
    }

    private static @Nullable InitiatingEntity initiator(SignalType type) {
        return switch (type) {
            case ACCOUNT_LOCKED, CREDENTIAL_COMPROMISED, TOKEN_REUSED -> InitiatingEntity.POLICY;
            // the log does not say who deleted or unblocked somebody
            case ACCOUNT_DELETED, ACCOUNT_UNLOCKED, SESSION_REVOKED -> null;
            default -> InitiatingEntity.USER;
        };
    }
}
