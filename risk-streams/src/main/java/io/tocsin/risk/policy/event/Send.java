// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.schemas.event.CaepEvent.ChangeDirection;
import io.tocsin.schemas.event.CaepRiskLevel;
import io.tocsin.schemas.event.ChangeType;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.event.EventType;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The event that a response sends, with those of its members that the policy has to give. Times, initiating entity,
 * reasons, and what the engine knows itself, such as the level a risk changed to, are not among them.
 */
public sealed interface Send {
    EventType type();

    /**
     * CAEP §3.1. Of a session, or of all the sessions of a user or on a device, by what the response is decided for.
     */
    record SessionRevoked() implements Send {
        @Override
        public EventType type() {
            return EventType.SESSION_REVOKED;
        }
    }

    /** CAEP §3.2. */
    record TokenClaimsChange(Map<String, Value<JsonNode>> claims) implements Send {
        public TokenClaimsChange {
            claims = Collections.unmodifiableMap(new TreeMap<>(claims));
        }

        @Override
        public EventType type() {
            return EventType.TOKEN_CLAIMS_CHANGE;
        }
    }

    /** CAEP §3.3. */
    record CredentialChange(
            Value<String> credentialType,
            Value<ChangeType> changeType,
            @Nullable Value<String> friendlyName,
            @Nullable Value<String> x509Issuer,
            @Nullable Value<String> x509Serial,
            @Nullable Value<String> fido2Aaguid)
            implements Send {
        @Override
        public EventType type() {
            return EventType.CREDENTIAL_CHANGE;
        }
    }

    /** CAEP §3.4. */
    record AssuranceLevelChange(
            Value<String> namespace,
            Value<String> currentLevel,
            @Nullable Value<String> previousLevel,
            @Nullable Value<ChangeDirection> changeDirection)
            implements Send {
        @Override
        public EventType type() {
            return EventType.ASSURANCE_LEVEL_CHANGE;
        }
    }

    /** CAEP §3.5. Both are absent where the response is on a change of compliance, which says them. */
    record DeviceComplianceChange(
            @Nullable Value<ComplianceStatus> previousStatus,
            @Nullable Value<ComplianceStatus> currentStatus) implements Send {
        @Override
        public EventType type() {
            return EventType.DEVICE_COMPLIANCE_CHANGE;
        }
    }

    /** CAEP §3.6. */
    record SessionEstablished(
            @Nullable Value<String> fpUa,
            @Nullable Value<String> acr,
            @Nullable Value<List<String>> amr,
            @Nullable Value<String> extId)
            implements Send {
        @Override
        public EventType type() {
            return EventType.SESSION_ESTABLISHED;
        }
    }

    /** CAEP §3.7. */
    record SessionPresented(
            @Nullable Value<String> fpUa, @Nullable Value<String> extId) implements Send {
        @Override
        public EventType type() {
            return EventType.SESSION_PRESENTED;
        }
    }

    /** CAEP §3.8. The levels are absent where the response is on a level, which says them. */
    record RiskLevelChange(
            @Nullable Value<CaepRiskLevel> currentLevel,
            @Nullable Value<CaepRiskLevel> previousLevel,
            @Nullable Value<String> riskReason)
            implements Send {
        @Override
        public EventType type() {
            return EventType.RISK_LEVEL_CHANGE;
        }
    }

    /** RISC §2.1. */
    record AccountCredentialChangeRequired() implements Send {
        @Override
        public EventType type() {
            return EventType.ACCOUNT_CREDENTIAL_CHANGE_REQUIRED;
        }
    }

    /** RISC §2.2. */
    record AccountPurged() implements Send {
        @Override
        public EventType type() {
            return EventType.ACCOUNT_PURGED;
        }
    }

    /** RISC §2.3. */
    record AccountDisabled(@Nullable Value<String> reason) implements Send {
        @Override
        public EventType type() {
            return EventType.ACCOUNT_DISABLED;
        }
    }

    /** RISC §2.4. */
    record AccountEnabled() implements Send {
        @Override
        public EventType type() {
            return EventType.ACCOUNT_ENABLED;
        }
    }

    /** RISC §2.5. The new value is the signal's own; no condition sees identifiers. */
    record IdentifierChanged() implements Send {
        @Override
        public EventType type() {
            return EventType.IDENTIFIER_CHANGED;
        }
    }

    /** RISC §2.7. */
    record CredentialCompromise(Value<String> credentialType) implements Send {
        @Override
        public EventType type() {
            return EventType.CREDENTIAL_COMPROMISE;
        }
    }
}
