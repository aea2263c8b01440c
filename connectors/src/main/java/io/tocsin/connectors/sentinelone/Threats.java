// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.sentinelone;

import com.fasterxml.jackson.core.JsonPointer;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.EventTime;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.mapping.RecordMapper;
import io.tocsin.connectors.mapping.SignalDraft;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.FindingState;
import io.tocsin.schemas.signal.Severity;
import io.tocsin.schemas.signal.SignalContext;
import io.tocsin.schemas.signal.SignalPayload.Threat;
import io.tocsin.schemas.signal.SignalType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Threats, which change as the agent acts and people look at them; each change is a record of its own. */
final class Threats implements RecordMapper {
    static final String FAMILY = "threats";
    static final JsonPointer UPDATED = JsonPointer.compile("/threatInfo/updatedAt");

    private final Agents agents;

    Threats(Agents agents) {
        this.agents = agents;
    }

    @Override
    public Mapped map(JsonAt record, Arrival arrival) {
        JsonAt info = record.get("threatInfo");
        String id = record.get("id").requireId();
        FindingState state = state(info);
        Boolean mitigated = mitigated(info.get("mitigationStatus").text());
        boolean handled = state == FindingState.NEW && Boolean.TRUE.equals(mitigated);
        SignalType type = handled ? SignalType.THREAT_UPDATED : state.reported();
        JsonAt agent = record.get("agentRealtimeInfo");
        Entity device =
                agents.device(agent.get("agentId"), agent.get("agentUuid"), null, agent.get("agentComputerName"));
        if (device == null) {
            throw agent.unexpected("the id or name of an agent");
        }
        Instant updated = EventTime.requireIso(record.at(UPDATED));
        Instant found = EventTime.iso(info.get("identifiedAt"));
        String confidence = info.get("confidenceLevel").text();
        SignalSource source = arrival.source(Agents.VENDOR, FAMILY, "threat", id, confidence);
        return new Mapped.Signals(List.of(SignalDraft.of(
                        EventTime.ofFinding(type, found, updated, arrival.at()), source, id + "@" + updated)
                .user(agents.user(record.get("agentDetectionInfo")))
                .device(device)
                .context(new SignalContext(
                        record.get("agentDetectionInfo").get("externalIp").text(), null, null, null, null, null, null))
                .signal(
                        type,
                        new Threat(
                                Agents.VENDOR + ":" + id,
                                info.get("threatName").text(),
                                state,
                                severity(confidence),
                                mitigated,
                                List.of()),
                        0)));
    }

    /** What people found out weighs more than where the work on it stands. */
    private static FindingState state(JsonAt info) {
        if ("false_positive".equals(info.get("analystVerdict").text())
                || "marked_as_benign".equals(info.get("mitigationStatus").text())) {
            return FindingState.FALSE_POSITIVE;
        }
        String status = info.get("incidentStatus").text();
        return switch (status == null ? "" : status) {
            case "unresolved" -> FindingState.NEW;
            case "in_progress" -> FindingState.IN_PROGRESS;
            case "resolved" -> FindingState.RESOLVED;
            default -> FindingState.UNKNOWN;
        };
    }

    private static @Nullable Boolean mitigated(@Nullable String status) {
        return switch (status == null ? "" : status) {
            case "mitigated", "blocked", "marked_as_benign" -> Boolean.TRUE;
            case "not_mitigated", "active", "pending" -> Boolean.FALSE;
            default -> null;
        };
    }

    /** SentinelOne grades its confidence and not the harm. */
    private static Severity severity(@Nullable String confidence) {
        return switch (confidence == null ? "" : confidence) {
            case "malicious" -> Severity.HIGH;
            case "suspicious" -> Severity.MEDIUM;
            default -> Severity.UNKNOWN;
        };
    }
}
