// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.keycloak;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.json.StrictJson;
import io.tocsin.connectors.json.UnexpectedJsonException;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.mapping.RecordMapper;
import io.tocsin.connectors.mapping.SignalDraft;
import io.tocsin.schemas.event.ChangeType;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalPayload.AccountChange;
import io.tocsin.schemas.signal.SignalPayload.CredentialUpdate;
import io.tocsin.schemas.signal.SignalPayload.SessionChange;
import io.tocsin.schemas.signal.SignalType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Keycloak's administrators did to users and sessions; whom it concerns stands in a path. */
final class AdminEvents implements RecordMapper {
    private final Realm realm;

    AdminEvents(Realm realm) {
        this.realm = realm;
    }

    @Override
    public Mapped map(JsonAt record, Arrival arrival) {
        String operation = record.get("operationType").requireText();
        String resource = record.get("resourceType").text();
        String[] path = record.get("resourcePath").requireText().split("/", -1);
        if (record.get("error").text() != null || path.length < 2) {
            return new Mapped.Ignored(Mapped.Why.NO_MEANING);
        }
        SignalDraft draft = UserEvents.draft(record, arrival, StoredEvents.ADMINS, resource + "/" + operation)
                .by(InitiatingEntity.ADMIN, admin(record));
        @Nullable String actor = record.get("authDetails").get("userId").text();
        if (actor != null && realm.ownActors().contains(actor)) {
            return one(draft, SignalType.OWN_SET_ECHO, new SignalPayload.None());
        }
        return switch (path[0]) {
            case "sessions" -> session(draft, operation, path[1]);
            case "users" -> user(draft, operation, path, record);
            default -> new Mapped.Ignored(Mapped.Why.NO_MEANING);
        };
    }

    /** Who did it; an administrator of another realm, mostly of master, has no name among this one's users. */
    private @Nullable Entity admin(JsonAt record) {
        JsonAt who = record.get("authDetails");
        @Nullable String from = who.get("realmId").text();
        boolean ours = from == null || from.equals(record.get("realmId").text());
        return ours ? realm.user(who.get("userId").text(), null) : null;
    }

    private Mapped session(SignalDraft draft, String operation, String id) {
        return operation.equals("DELETE")
                ? one(
                        draft.session(realm.session(id)),
                        SignalType.SESSION_REVOKED,
                        new SessionChange(false, null, null))
                : new Mapped.Ignored(Mapped.Why.NO_MEANING);
    }

    private Mapped user(SignalDraft draft, String operation, String[] path, JsonAt record) {
        JsonAt representation = representation(record);
        draft.user(realm.user(path[1], representation.get("username").text()));
        String part = path.length > 2 ? path[2] : "";
        Act act = act(operation + " " + part, representation);
        if (act == null) {
            return new Mapped.Ignored(Mapped.Why.NO_MEANING);
        }
        UserEvents.asOneAct(draft, realm, path[1], act.payload(), record);
        return one(draft, act.type(), act.payload());
    }

    private record Act(SignalType type, SignalPayload payload) {}

    private static @Nullable Act act(String what, JsonAt representation) {
        return switch (what) {
            case "DELETE " -> new Act(SignalType.ACCOUNT_DELETED, new AccountChange(null, null, null));
            // any edit of a user says whether it is enabled, so only the opposite of the usual is news
            case "UPDATE " ->
                Boolean.FALSE.equals(representation.get("enabled").bool())
                        ? new Act(SignalType.ACCOUNT_DISABLED, new AccountChange(null, null, null))
                        : null;
            case "ACTION logout" -> new Act(SignalType.SESSION_REVOKED, new SessionChange(true, null, null));
            case "ACTION reset-password", "UPDATE reset-password" ->
                new Act(
                        SignalType.CREDENTIAL_CHANGED,
                        new CredentialUpdate("password", ChangeType.UPDATE, null, false));
            case "DELETE credentials", "ACTION credentials" ->
                new Act(SignalType.MFA_CHANGED, new CredentialUpdate("unknown", ChangeType.DELETE, null, false));
            default -> null;
        };
    }

    private static Mapped one(SignalDraft draft, SignalType type, SignalPayload payload) {
        return new Mapped.Signals(List.of(draft.signal(type, payload, 0)));
    }

    /** JSON within JSON, where the realm keeps it; absent otherwise. */
    private static JsonAt representation(JsonAt record) {
        JsonAt value = record.get("representation");
        @Nullable String text = value.text();
        if (text == null) {
            return value;
        }
        try {
            return JsonAt.root(StrictJson.parse(text.getBytes(UTF_8)));
        } catch (UnexpectedJsonException notJson) {
            return value;
        }
    }
}
