// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.schemas.event.CaepEvent;
import io.tocsin.schemas.event.CaepRiskLevel;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.event.Members;
import io.tocsin.schemas.event.RiscEvent;
import io.tocsin.schemas.signal.RiskLevel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An event made of what the policy says and what the occasion is. */
public sealed interface Payload {
    /** It can be told. */
    record Made(Event event) implements Payload {}

    /** It cannot: the event must have this member, and neither policy nor signal gave it. */
    record Lacks(String member) implements Payload {}

    /** Makes the event that {@code send} describes. */
    static Payload of(Send send, Occasion occasion) {
        try {
            return new Made(event(send, new Members(Map.of()), occasion));
        } catch (Missing e) {
            return new Lacks(e.member);
        }
    }

    private static Event event(Send send, Members none, Occasion occasion) throws Missing {
        var facts = occasion.facts();
        var circumstances = occasion.circumstances();
        return switch (send) {
            case Send.SessionRevoked() -> new CaepEvent.SessionRevoked(circumstances, none);
            case Send.TokenClaimsChange change ->
                new CaepEvent.TokenClaimsChange(claims(change, occasion), circumstances, none);
            case Send.CredentialChange change ->
                new CaepEvent.CredentialChange(
                        required("credential-type", change.credentialType(), occasion),
                        required("change-type", change.changeType(), occasion),
                        optional(change.friendlyName(), occasion),
                        optional(change.x509Issuer(), occasion),
                        optional(change.x509Serial(), occasion),
                        optional(change.fido2Aaguid(), occasion),
                        circumstances,
                        none);
            case Send.AssuranceLevelChange change ->
                new CaepEvent.AssuranceLevelChange(
                        required("namespace", change.namespace(), occasion),
                        required("current-level", change.currentLevel(), occasion),
                        optional(change.previousLevel(), occasion),
                        optional(change.changeDirection(), occasion),
                        circumstances,
                        none);
            case Send.DeviceComplianceChange change ->
                new CaepEvent.DeviceComplianceChange(
                        known(
                                "previous-status",
                                change.previousStatus() == null
                                        ? occasion.previousStatus()
                                        : optional(change.previousStatus(), occasion)),
                        known(
                                "current-status",
                                change.currentStatus() == null
                                        ? occasion.currentStatus()
                                        : optional(change.currentStatus(), occasion)),
                        circumstances,
                        none);
            case Send.SessionEstablished established ->
                new CaepEvent.SessionEstablished(
                        optional(established.fpUa(), occasion),
                        optional(established.acr(), occasion),
                        established.amr() == null
                                ? List.of()
                                : established.amr().at(facts).orElse(List.of()),
                        optional(established.extId(), occasion),
                        circumstances,
                        none);
            case Send.SessionPresented presented ->
                new CaepEvent.SessionPresented(
                        optional(presented.fpUa(), occasion),
                        optional(presented.extId(), occasion),
                        circumstances,
                        none);
            case Send.RiskLevelChange change ->
                new CaepEvent.RiskLevelChange(
                        occasion.principal().name(),
                        known(
                                "current-level",
                                change.currentLevel() == null
                                        ? caep(occasion.level())
                                        : optional(change.currentLevel(), occasion)),
                        change.previousLevel() == null
                                ? caep(occasion.previousLevel())
                                : optional(change.previousLevel(), occasion),
                        change.riskReason() == null ? rules(occasion) : optional(change.riskReason(), occasion),
                        circumstances,
                        none);
            case Send.AccountCredentialChangeRequired() -> new RiscEvent.AccountCredentialChangeRequired(none);
            case Send.AccountPurged() -> new RiscEvent.AccountPurged(none);
            case Send.AccountDisabled disabled ->
                new RiscEvent.AccountDisabled(optional(disabled.reason(), occasion), none);
            case Send.AccountEnabled() -> new RiscEvent.AccountEnabled(none);
            case Send.IdentifierChanged() -> new RiscEvent.IdentifierChanged(occasion.newIdentifier(), none);
            case Send.CredentialCompromise compromise ->
                new RiscEvent.CredentialCompromise(
                        required("credential-type", compromise.credentialType(), occasion), circumstances, none);
        };
    }

    private static Map<String, JsonNode> claims(Send.TokenClaimsChange change, Occasion occasion) throws Missing {
        Map<String, JsonNode> claims = new TreeMap<>();
        for (Map.Entry<String, Value<JsonNode>> claim : change.claims().entrySet()) {
            claims.put(claim.getKey(), required("claims." + claim.getKey(), claim.getValue(), occasion));
        }
        return claims;
    }

    private static <T> T required(String member, Value<T> value, Occasion occasion) throws Missing {
        return known(member, optional(value, occasion));
    }

    private static <T> T known(String member, @Nullable T value) throws Missing {
        if (value == null) {
            throw new Missing(member);
        }
        return value;
    }

    private static <T> @Nullable T optional(@Nullable Value<T> value, Occasion occasion) {
        Optional<T> found = value == null ? Optional.empty() : value.at(occasion.facts());
        return found.isPresent() ? found.get() : null;
    }

    private static @Nullable String rules(Occasion occasion) {
        return occasion.rules().isEmpty() ? null : String.join(", ", occasion.rules());
    }

    private static @Nullable CaepRiskLevel caep(RiskLevel level) {
        return switch (level) {
            case UNKNOWN -> null;
            case LOW -> CaepRiskLevel.LOW;
            case MEDIUM -> CaepRiskLevel.MEDIUM;
            case HIGH -> CaepRiskLevel.HIGH;
        };
    }

    /** Ends the making of an event; never leaves this file. */
    final class Missing extends Exception {
        private static final long serialVersionUID = 1L;

        private final String member;

        private Missing(String member) {
            super(member, null, false, false);
            this.member = member;
        }
    }
}
