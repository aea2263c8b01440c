// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The eight event types of CAEP 1.0 §3. Record components follow the members of the payload, in camel case. */
public sealed interface CaepEvent extends Event {
    Circumstances circumstances();

    /** §3.1. With a complex subject: every session derived from the combination. */
    record SessionRevoked(Circumstances circumstances, Members other) implements CaepEvent {
        @Override
        public EventType type() {
            return EventType.SESSION_REVOKED;
        }
    }

    /** §3.2. {@code claims} has at least one entry. */
    record TokenClaimsChange(Map<String, JsonNode> claims, Circumstances circumstances, Members other)
            implements CaepEvent {
        public TokenClaimsChange {
            // sorted, so that the same event is the same text on every machine
            claims = Collections.unmodifiableMap(new TreeMap<>(claims));
            if (claims.isEmpty()) {
                throw new IllegalArgumentException("token-claims-change.claims is empty, expected at least one claim");
            }
        }

        @Override
        public EventType type() {
            return EventType.TOKEN_CLAIMS_CHANGE;
        }
    }

    /** §3.3. {@code credentialType} is an open vocabulary ({@code password}, {@code fido2-roaming}, …). */
    record CredentialChange(
            String credentialType,
            ChangeType changeType,
            @Nullable String friendlyName,
            @Nullable String x509Issuer,
            @Nullable String x509Serial,
            @Nullable String fido2Aaguid,
            Circumstances circumstances,
            Members other)
            implements CaepEvent {
        @Override
        public EventType type() {
            return EventType.CREDENTIAL_CHANGE;
        }
    }

    /** §3.4. Levels are strings in {@code namespace} ({@code NIST-AAL}, …). */
    record AssuranceLevelChange(
            String namespace,
            String currentLevel,
            @Nullable String previousLevel,
            @Nullable ChangeDirection changeDirection,
            Circumstances circumstances,
            Members other)
            implements CaepEvent {
        @Override
        public EventType type() {
            return EventType.ASSURANCE_LEVEL_CHANGE;
        }
    }

    /** The closed set of {@code change_direction}. */
    enum ChangeDirection {
        INCREASE,
        DECREASE
    }

    /** §3.5. */
    record DeviceComplianceChange(
            ComplianceStatus previousStatus, ComplianceStatus currentStatus, Circumstances circumstances, Members other)
            implements CaepEvent {
        @Override
        public EventType type() {
            return EventType.DEVICE_COMPLIANCE_CHANGE;
        }
    }

    /** §3.6. */
    record SessionEstablished(
            @Nullable String fpUa,
            @Nullable String acr,
            List<String> amr,
            @Nullable String extId,
            Circumstances circumstances,
            Members other)
            implements CaepEvent {
        public SessionEstablished {
            amr = List.copyOf(amr);
        }

        @Override
        public EventType type() {
            return EventType.SESSION_ESTABLISHED;
        }
    }

    /** §3.7. */
    record SessionPresented(@Nullable String fpUa, @Nullable String extId, Circumstances circumstances, Members other)
            implements CaepEvent {
        @Override
        public EventType type() {
            return EventType.SESSION_PRESENTED;
        }
    }

    /** §3.8. {@code principal} is an open vocabulary ({@code USER}, {@code DEVICE}, {@code SESSION}, …). */
    record RiskLevelChange(
            String principal,
            CaepRiskLevel currentLevel,
            @Nullable CaepRiskLevel previousLevel,
            @Nullable String riskReason,
            Circumstances circumstances,
            Members other)
            implements CaepEvent {
        @Override
        public EventType type() {
            return EventType.RISK_LEVEL_CHANGE;
        }
    }
}
