// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.json;

import static io.tocsin.schemas.json.EventJson.putIfPresent;
import static java.util.Map.entry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.event.RiscEvent;
import io.tocsin.schemas.event.RiscEvent.AccountCredentialChangeRequired;
import io.tocsin.schemas.event.RiscEvent.AccountDisabled;
import io.tocsin.schemas.event.RiscEvent.AccountEnabled;
import io.tocsin.schemas.event.RiscEvent.AccountPurged;
import io.tocsin.schemas.event.RiscEvent.CredentialCompromise;
import io.tocsin.schemas.event.RiscEvent.IdentifierChanged;
import io.tocsin.schemas.event.RiscEvent.IdentifierRecycled;
import io.tocsin.schemas.event.RiscEvent.OptIn;
import io.tocsin.schemas.event.RiscEvent.OptOutCancelled;
import io.tocsin.schemas.event.RiscEvent.OptOutEffective;
import io.tocsin.schemas.event.RiscEvent.OptOutInitiated;
import io.tocsin.schemas.event.RiscEvent.RecoveryActivated;
import io.tocsin.schemas.event.RiscEvent.RecoveryInformationChanged;
import io.tocsin.schemas.event.RiscEvent.SessionsRevoked;
import java.util.Map;
import java.util.function.Function;

/** The payloads of RISC 1.0 §2. */
final class RiscJson {
    static final Map<EventType, Function<JsonObject, Event>> READERS = Map.ofEntries(
            entry(
                    EventType.ACCOUNT_CREDENTIAL_CHANGE_REQUIRED,
                    payload -> new AccountCredentialChangeRequired(payload.rest())),
            entry(EventType.ACCOUNT_PURGED, payload -> new AccountPurged(payload.rest())),
            entry(
                    EventType.ACCOUNT_DISABLED,
                    payload -> new AccountDisabled(payload.optionalText("reason"), payload.rest())),
            entry(EventType.ACCOUNT_ENABLED, payload -> new AccountEnabled(payload.rest())),
            entry(
                    EventType.IDENTIFIER_CHANGED,
                    payload -> new IdentifierChanged(payload.optionalText("new-value"), payload.rest())),
            entry(EventType.IDENTIFIER_RECYCLED, payload -> new IdentifierRecycled(payload.rest())),
            entry(EventType.CREDENTIAL_COMPROMISE, RiscJson::credentialCompromise),
            entry(EventType.OPT_IN, payload -> new OptIn(payload.rest())),
            entry(EventType.OPT_OUT_INITIATED, payload -> new OptOutInitiated(payload.rest())),
            entry(EventType.OPT_OUT_CANCELLED, payload -> new OptOutCancelled(payload.rest())),
            entry(EventType.OPT_OUT_EFFECTIVE, payload -> new OptOutEffective(payload.rest())),
            entry(EventType.RECOVERY_ACTIVATED, payload -> new RecoveryActivated(payload.rest())),
            entry(EventType.RECOVERY_INFORMATION_CHANGED, payload -> new RecoveryInformationChanged(payload.rest())),
            entry(EventType.SESSIONS_REVOKED, payload -> new SessionsRevoked(payload.rest())));

    private RiscJson() {}

    private static CredentialCompromise credentialCompromise(JsonObject payload) {
        return new CredentialCompromise(
                payload.text("credential_type"), CircumstancesJson.read(payload), payload.rest());
    }

    static void write(RiscEvent event, ObjectNode payload) {
        switch (event) {
            case AccountDisabled disabled -> putIfPresent(payload, "reason", disabled.reason());
            case IdentifierChanged changed -> putIfPresent(payload, "new-value", changed.newValue());
            case CredentialCompromise compromise -> {
                CircumstancesJson.write(compromise.circumstances(), payload);
                payload.put("credential_type", compromise.credentialType());
            }
            case AccountCredentialChangeRequired none -> {}
            case AccountPurged none -> {}
            case AccountEnabled none -> {}
            case IdentifierRecycled none -> {}
            case OptIn none -> {}
            case OptOutInitiated none -> {}
            case OptOutCancelled none -> {}
            case OptOutEffective none -> {}
            case RecoveryActivated none -> {}
            case RecoveryInformationChanged none -> {}
            case SessionsRevoked none -> {}
        }
    }
}
