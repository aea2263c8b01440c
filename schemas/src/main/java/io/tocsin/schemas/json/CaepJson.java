// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.json;

import static io.tocsin.schemas.json.EventJson.putIfPresent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.event.CaepEvent;
import io.tocsin.schemas.event.CaepEvent.AssuranceLevelChange;
import io.tocsin.schemas.event.CaepEvent.ChangeDirection;
import io.tocsin.schemas.event.CaepEvent.CredentialChange;
import io.tocsin.schemas.event.CaepEvent.DeviceComplianceChange;
import io.tocsin.schemas.event.CaepEvent.RiskLevelChange;
import io.tocsin.schemas.event.CaepEvent.SessionEstablished;
import io.tocsin.schemas.event.CaepEvent.SessionPresented;
import io.tocsin.schemas.event.CaepEvent.SessionRevoked;
import io.tocsin.schemas.event.CaepEvent.TokenClaimsChange;
import io.tocsin.schemas.event.CaepRiskLevel;
import io.tocsin.schemas.event.ChangeType;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.event.EventType;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The payloads of CAEP 1.0 §3. */
final class CaepJson {
    static final Map<EventType, Function<JsonObject, Event>> READERS = Map.of(
            EventType.SESSION_REVOKED, CaepJson::sessionRevoked,
            EventType.TOKEN_CLAIMS_CHANGE, CaepJson::tokenClaimsChange,
            EventType.CREDENTIAL_CHANGE, CaepJson::credentialChange,
            EventType.ASSURANCE_LEVEL_CHANGE, CaepJson::assuranceLevelChange,
            EventType.DEVICE_COMPLIANCE_CHANGE, CaepJson::deviceComplianceChange,
            EventType.SESSION_ESTABLISHED, CaepJson::sessionEstablished,
            EventType.SESSION_PRESENTED, CaepJson::sessionPresented,
            EventType.RISK_LEVEL_CHANGE, CaepJson::riskLevelChange);

    private static final Words<ChangeType> CHANGE_TYPE = Words.lowerCase(ChangeType.class);
    private static final Words<ChangeDirection> CHANGE_DIRECTION = Words.lowerCase(ChangeDirection.class);
    private static final Words<ComplianceStatus> STATUS = Words.hyphenated(ComplianceStatus.class);
    private static final Words<CaepRiskLevel> LEVEL = Words.upperCase(CaepRiskLevel.class);

    private CaepJson() {}

    private static SessionRevoked sessionRevoked(JsonObject payload) {
        return new SessionRevoked(CircumstancesJson.read(payload), payload.rest());
    }

    private static TokenClaimsChange tokenClaimsChange(JsonObject payload) {
        JsonNode claims = payload.take("claims");
        if (claims == null || !claims.isObject() || claims.isEmpty()) {
            throw payload.wrong("claims", "an object of at least one claim");
        }
        Map<String, JsonNode> read = new TreeMap<>();
        claims.properties().forEach(claim -> read.put(claim.getKey(), claim.getValue()));
        return new TokenClaimsChange(read, CircumstancesJson.read(payload), payload.rest());
    }

    private static CredentialChange credentialChange(JsonObject payload) {
        return new CredentialChange(
                payload.text("credential_type"),
                CHANGE_TYPE.required(payload, "change_type"),
                payload.optionalText("friendly_name"),
                payload.optionalText("x509_issuer"),
                payload.optionalText("x509_serial"),
                payload.optionalText("fido2_aaguid"),
                CircumstancesJson.read(payload),
                payload.rest());
    }

    private static AssuranceLevelChange assuranceLevelChange(JsonObject payload) {
        return new AssuranceLevelChange(
                payload.text("namespace"),
                payload.text("current_level"),
                payload.optionalText("previous_level"),
                CHANGE_DIRECTION.optional(payload, "change_direction"),
                CircumstancesJson.read(payload),
                payload.rest());
    }

    private static DeviceComplianceChange deviceComplianceChange(JsonObject payload) {
        return new DeviceComplianceChange(
                STATUS.required(payload, "previous_status"),
                STATUS.required(payload, "current_status"),
                CircumstancesJson.read(payload),
                payload.rest());
    }

    private static SessionEstablished sessionEstablished(JsonObject payload) {
        return new SessionEstablished(
                payload.optionalText("fp_ua"),
                payload.optionalText("acr"),
                payload.texts("amr"),
                payload.optionalText("ext_id"),
                CircumstancesJson.read(payload),
                payload.rest());
    }

    private static SessionPresented sessionPresented(JsonObject payload) {
        return new SessionPresented(
                payload.optionalText("fp_ua"),
                payload.optionalText("ext_id"),
                CircumstancesJson.read(payload),
                payload.rest());
    }

    private static RiskLevelChange riskLevelChange(JsonObject payload) {
        return new RiskLevelChange(
                payload.text("principal"),
                LEVEL.required(payload, "current_level"),
                LEVEL.optional(payload, "previous_level"),
                payload.optionalText("risk_reason"),
                CircumstancesJson.read(payload),
                payload.rest());
    }

    static void write(CaepEvent event, ObjectNode payload) {
        CircumstancesJson.write(event.circumstances(), payload);
        switch (event) {
            case SessionRevoked revoked -> {}
            case TokenClaimsChange change -> payload.putObject("claims").setAll(change.claims());
            case CredentialChange change -> {
                payload.put("credential_type", change.credentialType());
                payload.put("change_type", CHANGE_TYPE.of(change.changeType()));
                putIfPresent(payload, "friendly_name", change.friendlyName());
                putIfPresent(payload, "x509_issuer", change.x509Issuer());
                putIfPresent(payload, "x509_serial", change.x509Serial());
                putIfPresent(payload, "fido2_aaguid", change.fido2Aaguid());
            }
            case AssuranceLevelChange change -> {
                payload.put("namespace", change.namespace());
                payload.put("current_level", change.currentLevel());
                putIfPresent(payload, "previous_level", change.previousLevel());
                if (change.changeDirection() != null) {
                    payload.put("change_direction", CHANGE_DIRECTION.of(change.changeDirection()));
                }
            }
            case DeviceComplianceChange change -> {
                payload.put("previous_status", STATUS.of(change.previousStatus()));
                payload.put("current_status", STATUS.of(change.currentStatus()));
            }
            case SessionEstablished established -> {
                putIfPresent(payload, "fp_ua", established.fpUa());
                putIfPresent(payload, "acr", established.acr());
                if (!established.amr().isEmpty()) {
                    ArrayNode amr = payload.putArray("amr");
                    established.amr().forEach(amr::add);
                }
                putIfPresent(payload, "ext_id", established.extId());
            }
            case SessionPresented presented -> {
                putIfPresent(payload, "fp_ua", presented.fpUa());
                putIfPresent(payload, "ext_id", presented.extId());
            }
            case RiskLevelChange change -> {
                payload.put("principal", change.principal());
                payload.put("current_level", LEVEL.of(change.currentLevel()));
                if (change.previousLevel() != null) {
                    payload.put("previous_level", LEVEL.of(change.previousLevel()));
                }
                putIfPresent(payload, "risk_reason", change.riskReason());
            }
        }
    }
}
