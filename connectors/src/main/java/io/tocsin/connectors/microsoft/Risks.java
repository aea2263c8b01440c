// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.microsoft;

import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.EventTime;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.mapping.RecordMapper;
import io.tocsin.connectors.mapping.SignalDraft;
import io.tocsin.schemas.event.ChangeType;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.origin.Provenance;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.RiskLevel;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload.CredentialUpdate;
import io.tocsin.schemas.signal.SignalPayload.VendorRisk;
import io.tocsin.schemas.signal.SignalType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What Entra ID Protection thinks of users: single detections, and the whole. Both change after they were first
 * reported, so each change is a record of its own.
 */
final class Risks implements RecordMapper {
    private final GraphLog log;
    private final Directory directory;

    /** @param log single detections, or users as a whole */
    Risks(GraphLog log, Directory directory) {
        this.log = log;
        this.directory = directory;
    }

    @Override
    public Mapped map(JsonAt record, Arrival arrival) {
        Entity user = user(record);
        if (user == null) {
            throw record.get("userId").unexpected("a user's id or principal name");
        }
        String state = record.get("riskState").text();
        boolean atRisk = "atRisk".equals(state) || "confirmedCompromised".equals(state);
        SignalDraft draft = draft(record, arrival).user(user);
        List<Signal> signals = new ArrayList<>();
        signals.add(draft.signal(SignalType.RISK_ASSESSED, risk(record, state, atRisk), 0));
        if (atRisk && "leakedCredentials".equals(record.get("riskEventType").text())) {
            signals.add(draft.signal(
                    SignalType.CREDENTIAL_COMPROMISED,
                    new CredentialUpdate("password", ChangeType.UPDATE, null, false),
                    1));
        }
        return new Mapped.Signals(signals);
    }

    private SignalDraft draft(JsonAt record, Arrival arrival) {
        String type = record.get("riskEventType").text();
        String id = record.get("id").requireText();
        SignalSource source = new SignalSource(
                arrival.tenant(),
                "entra",
                arrival.connector(),
                log.family(),
                arrival.transport(),
                type == null ? log.word() : type,
                id,
                record.get("riskLevel").text());
        Instant updated = EventTime.requireIso(record.get(log.time()));
        return SignalDraft.of(
                        EventTime.of(updated, updated, arrival.at()),
                        source,
                        id + "@" + record.get(log.time()).requireText())
                .by(initiator(record), null)
                .context(Directory.context(record))
                .provenance(new Provenance(record.get("correlationId").text(), null, null, false));
    }

    private @Nullable Entity user(JsonAt record) {
        return log == GraphLog.RISK_DETECTIONS
                ? directory.user(record)
                : directory
                        .user(
                                record.get("id").text(),
                                record.get("userPrincipalName").text())
                        .display(record.get("userDisplayName").text())
                        .entity();
    }

    private static VendorRisk risk(JsonAt record, @Nullable String state, boolean atRisk) {
        RiskLevel level = level(record.get("riskLevel").text());
        boolean over = "remediated".equals(state) || "dismissed".equals(state) || "confirmedSafe".equals(state);
        boolean none = "none".equals(state);
        List<String> reasons = new ArrayList<>();
        String detail = record.get("riskDetail").text();
        if (detail != null && !detail.equals("none")) {
            reasons.add(detail);
        }
        if (state != null) {
            reasons.add(state);
        }
        return new VendorRisk(
                PrincipalKind.USER,
                over || none ? RiskLevel.LOW : atRisk ? level : RiskLevel.UNKNOWN,
                over && level != RiskLevel.UNKNOWN ? level : null,
                record.get("riskEventType").text(),
                reasons);
    }

    /** {@code hidden} is what a directory without the licence is told. */
    private static RiskLevel level(@Nullable String word) {
        return switch (word == null ? "" : word.toLowerCase(Locale.ROOT)) {
            case "none", "low" -> RiskLevel.LOW;
            case "medium" -> RiskLevel.MEDIUM;
            case "high" -> RiskLevel.HIGH;
            default -> RiskLevel.UNKNOWN;
        };
    }

    private static InitiatingEntity initiator(JsonAt record) {
        String detail = record.get("riskDetail").text();
        if (detail == null) {
            return InitiatingEntity.SYSTEM;
        }
        return detail.startsWith("admin")
                ? InitiatingEntity.ADMIN
                : detail.startsWith("user") ? InitiatingEntity.USER : InitiatingEntity.SYSTEM;
    }
}
