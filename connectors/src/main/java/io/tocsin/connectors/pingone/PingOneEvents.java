// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.pingone;

import static java.util.Map.entry;

import com.fasterxml.jackson.core.JsonPointer;
import io.tocsin.connectors.json.JsonAt;
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
import io.tocsin.schemas.origin.Provenance;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.SignalContext;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Strength;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** PingOne's audit events. */
public final class PingOneEvents implements Source {
    private static final String VENDOR = "pingone";
    private static final String FAMILY = "audit";
    private static final JsonPointer EVENTS = JsonPointer.compile("/events");

    private static final Map<String, Meaning> MEANINGS = Map.ofEntries(
            entry("SESSION.CREATED", Meaning.session(SignalType.SESSION_CREATED, false, null)),
            entry("SESSION.DELETED", Meaning.session(SignalType.SESSION_ENDED, false, null)),
            entry("PASSWORD.CHECK_SUCCEEDED", Meaning.login(SignalType.LOGIN_SUCCEEDED, null)),
            entry("PASSWORD.CHECK_FAILED", Meaning.login(SignalType.LOGIN_FAILED, "PASSWORD.CHECK_FAILED")),
            entry("PASSWORD.RESET", Meaning.password()),
            entry("PASSWORD.SET", Meaning.password()),
            entry("PASSWORD.UPDATED", Meaning.password()),
            entry("PASSWORD.RECOVERED", Meaning.password()),
            entry("MFA_SETTINGS.DELETED", Meaning.factor("unknown", ChangeType.DELETE)),
            entry("MFA_SETTINGS.UPDATED", Meaning.factor("unknown", ChangeType.UPDATE)),
            entry("DEVICE.ACTIVATED", Meaning.factor("unknown", ChangeType.CREATE)),
            entry("DEVICE.DELETED", Meaning.factor("unknown", ChangeType.DELETE)),
            entry("DEVICE.BLOCKED", Meaning.factor("unknown", ChangeType.REVOKE)),
            entry("USER.LOCKED", Meaning.account(SignalType.ACCOUNT_LOCKED, null)),
            entry("USER.UNLOCKED", Meaning.account(SignalType.ACCOUNT_UNLOCKED, null)),
            entry("USER.DELETED", Meaning.account(SignalType.ACCOUNT_DELETED, null)));

    private final String namespace;

    /**
     * The events of one environment.
     *
     * @param environment its id; ids are unique within it
     */
    public PingOneEvents(String environment) {
        this.namespace = VENDOR + ":" + environment;
    }

    @Override
    public Batch records(JsonAt body) {
        return body.node().isArray() ? Batch.of(body, JsonPointer.empty()) : Batch.of(body, EVENTS);
    }

    /** PingOne sends nothing else until it hears 200, for a week. */
    @Override
    public boolean insists() {
        return true;
    }

    @Override
    public Mapped map(JsonAt record, Arrival arrival) {
        String action = record.requireObject().get("action").get("type").requireText();
        Meaning meaning = MEANINGS.get(action);
        // a failed check of a password is a thing that happened; a change that failed is not
        boolean failed = "FAILED".equals(record.get("result").get("status").text());
        if (meaning == null || (failed && meaning.type() != SignalType.LOGIN_FAILED)) {
            return new Mapped.Ignored(Mapped.Why.NO_MEANING);
        }
        JsonAt actor = record.get("actors").get("user");
        JsonAt target = target(record, actor);
        Entity user = user(target);
        if (user == null) {
            throw record.get("resources").unexpected("a resource of type USER, or a user who acts");
        }
        boolean own = Objects.equals(actor.get("id").text(), target.get("id").text());
        SignalSource source =
                arrival.source(VENDOR, FAMILY, action, record.get("id").requireId(), null);
        JsonAt from = record.get("source");
        return new Mapped.Signals(List.of(SignalDraft.of(
                        EventTime.of(EventTime.requireIso(record.get("recordedAt")), null, arrival.at()), source)
                .by(own ? InitiatingEntity.USER : InitiatingEntity.ADMIN, own ? null : user(actor))
                .user(user)
                .context(new SignalContext(
                        from.get("ipAddress").text(), from.get("userAgent").text(), null, null, null, null, null))
                .provenance(new Provenance(record.get("correlationId").text(), null, null, false))
                .signal(meaning.type(), meaning.payload(), 0)));
    }

    /** Whom it is about: an administrator acts on somebody else. */
    private static JsonAt target(JsonAt record, JsonAt actor) {
        return record.get("resources").elements().stream()
                .filter(resource -> "USER".equals(resource.get("type").text()))
                .findFirst()
                .orElse(actor);
    }

    private @Nullable Entity user(JsonAt user) {
        String name = user.get("name").text();
        return new Names()
                .add(IdentifierKind.USER_VENDOR_ID, namespace, user.get("id").text(), Strength.STRONG)
                .add(IdentifierKind.USER_LOGIN, namespace, name, Strength.MEDIUM)
                .display(name)
                .entity();
    }
}
