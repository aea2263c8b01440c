// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.crowdstrike;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.EventTime;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.mapping.Names;
import io.tocsin.connectors.mapping.RecordMapper;
import io.tocsin.connectors.mapping.Severities;
import io.tocsin.connectors.mapping.SignalDraft;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.origin.SignalTimes;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.FindingState;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.Severity;
import io.tocsin.schemas.signal.SignalContext;
import io.tocsin.schemas.signal.SignalPayload.DeviceFacts;
import io.tocsin.schemas.signal.SignalPayload.Threat;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Strength;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The events of Falcon's streams. Detections of all products are threats, under the same ids as the alerts that tell of
 * them. Kinds are compared without regard to case, as Falcon has changed it before.
 */
final class FalconEvents implements RecordMapper {
    private static final String DETECTION = "detectionsummaryevent";
    private static final Pattern AGENT = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern AGENT_KEY = Pattern.compile("(?i).*(aid|agent|device|host|sensor).*");

    @Override
    public Mapped map(JsonAt record, Arrival arrival) {
        JsonAt event = record.get("event").requireObject();
        String type = record.get("metadata").get("eventType").requireText();
        String kind = type.toLowerCase(Locale.ROOT);
        if (kind.endsWith(DETECTION)) {
            return detection(record.get("metadata"), event, type, arrival);
        }
        return switch (kind) {
            case "useractivityauditevent" -> containment(record.get("metadata"), event, type, arrival);
            // who works in Falcon's own console, and groups of detections that came one by one
            case "authactivityauditevent", "incidentsummaryevent" -> new Mapped.Ignored(Mapped.Why.NO_PRINCIPAL);
            default -> new Mapped.Ignored(Mapped.Why.NO_MEANING);
        };
    }

    private static Mapped detection(JsonAt metadata, JsonAt event, String type, Arrival arrival) {
        String id = first(event, "CompositeId", "DetectId", "MobileDetectionId");
        if (id == null) {
            throw event.get("CompositeId").unexpected("a detection's id");
        }
        Instant written = FalconTimes.instant(metadata.get("eventCreationTime"));
        Instant began = FalconTimes.instant(event.get("StartTime"));
        Entity device = device(metadata, event);
        Entity user = user(event);
        if (device == null && user == null) {
            throw event.get("AgentId").unexpected("an agent's id, or a user's name");
        }
        Severity severity = severity(event, type);
        Threat threat = new Threat(
                id,
                first(event, "Name", "DetectName"),
                FindingState.NEW,
                severity,
                mitigated(event),
                techniques(event));
        SignalTimes times = EventTime.of(began == null ? written : began, written, arrival.at());
        SignalSource source =
                source(FalconAlerts.FAMILY, type, id, event.get("Severity").id(), arrival);
        return new Mapped.Signals(List.of(SignalDraft.of(times, source, FalconAlerts.firstSeen(id, severity))
                .user(user)
                .device(device)
                .context(new SignalContext(
                        event.get("SourceEndpointIpAddress").text(), null, null, null, null, null, null))
                .attributes(attributes(event))
                .signal(SignalType.THREAT_DETECTED, threat, 0)));
    }

    /** Somebody cuts a host off from the network, or lets it back; other work in the console is of no interest. */
    private static Mapped containment(JsonAt metadata, JsonAt event, String type, Arrival arrival) {
        String operation = event.get("OperationName").text();
        String word = operation == null ? "" : operation.toLowerCase(Locale.ROOT);
        String agent = agent(event);
        if (!word.contains("containment") || agent == null) {
            // without the host's id the list of hosts tells it, a little later
            return new Mapped.Ignored(Mapped.Why.NO_MEANING);
        }
        boolean isolated = !word.contains("lift");
        Instant written = FalconTimes.instant(metadata.get("eventCreationTime"));
        String number = Long.toString(metadata.get("offset").requireLong());
        Entity device = new Names()
                .add(IdentifierKind.DEVICE_VENDOR_ID, books(metadata), agent, Strength.STRONG)
                .entity();
        return new Mapped.Signals(List.of(SignalDraft.of(
                        EventTime.of(written, written, arrival.at()),
                        source(FalconStream.FAMILY, type, number, null, arrival),
                        agent + " " + word + " " + written)
                .by(InitiatingEntity.ADMIN, null)
                .device(device)
                .signal(SignalType.DEVICE_ISOLATION_CHANGED, new DeviceFacts(null, isolated, null, null), 0)));
    }

    private static SignalSource source(
            String family, String type, String id, @Nullable String severity, Arrival arrival) {
        return arrival.source(FalconAlerts.VENDOR, family, type, id, severity);
    }

    /** An agent's id among what an operation was about; Falcon writes those as a list of pairs or as an object. */
    private static @Nullable String agent(JsonAt event) {
        for (JsonAt pair : event.get("AuditKeyValues").elements()) {
            String key = pair.get("Key").text();
            String value = pair.get("ValueString").text();
            if (key != null && value != null && isAgent(key, value)) {
                return value;
            }
        }
        for (Map.Entry<String, JsonNode> each : event.get("Attributes").node().properties()) {
            if (each.getValue().isTextual()
                    && isAgent(each.getKey(), each.getValue().textValue())) {
                return each.getValue().textValue();
            }
        }
        return null;
    }

    private static boolean isAgent(String key, String value) {
        return AGENT_KEY.matcher(key).matches() && AGENT.matcher(value).matches();
    }

    private static @Nullable Entity device(JsonAt metadata, JsonAt event) {
        String host = first(event, "Hostname", "ComputerName", "SourceEndpointHostName");
        return new Names()
                .add(
                        IdentifierKind.DEVICE_VENDOR_ID,
                        books(metadata),
                        first(event, "AgentId", "SensorId", "SourceEndpointSensorId"),
                        Strength.STRONG)
                .add(
                        IdentifierKind.DEVICE_MAC,
                        FalconAlerts.mac(event.get("MACAddress").text()),
                        Strength.MEDIUM)
                .add(IdentifierKind.DEVICE_HOSTNAME, host, Strength.MEDIUM)
                .display(host)
                .entity();
    }

    private static @Nullable Entity user(JsonAt event) {
        return FalconAlerts.account(
                        first(event, "UserName", "SourceAccountName"),
                        first(event, "LogonDomain", "MachineDomain", "SourceAccountDomain"),
                        first(event, "Hostname", "ComputerName"))
                .add(IdentifierKind.USER_UPN, event.get("SourceAccountUpn").text(), Strength.STRONG)
                .add(
                        IdentifierKind.USER_SID,
                        event.get("SourceAccountObjectSid").text(),
                        Strength.STRONG)
                .entity();
    }

    /** By the name where there is one. Numbers are up to 100, but up to 5 in old detections and up to 7 in identity. */
    private static Severity severity(JsonAt event, String type) {
        Severity named = Severities.of(event.get("SeverityName").text());
        Integer number = event.get("Severity").integer();
        if (named != Severity.UNKNOWN || number == null) {
            return named;
        }
        boolean identity = type.toLowerCase(Locale.ROOT).startsWith("idp");
        if (number > (identity ? 7 : 5)) {
            return Severities.ofHundred(number);
        }
        return switch (number) {
            case 1 -> Severity.INFORMATIONAL;
            case 2 -> Severity.LOW;
            case 3 -> identity ? Severity.LOW : Severity.MEDIUM;
            case 4 -> identity ? Severity.MEDIUM : Severity.HIGH;
            case 5 -> identity ? Severity.HIGH : Severity.CRITICAL;
            case 6 -> Severity.HIGH;
            case 7 -> Severity.CRITICAL;
            default -> Severity.UNKNOWN;
        };
    }

    /** Whether Falcon did something about it; absent where it does not say. */
    private static @Nullable Boolean mitigated(JsonAt event) {
        JsonAt flags = event.get("PatternDispositionFlags");
        if (!flags.isObject()) {
            return null;
        }
        boolean failed = isSet(flags, "KillActionFailed");
        boolean acted =
                List.of("KillProcess", "KillParent", "QuarantineFile", "OperationBlocked", "ProcessBlocked").stream()
                        .anyMatch(flag -> isSet(flags, flag));
        return acted && !failed;
    }

    private static boolean isSet(JsonAt flags, String flag) {
        return Boolean.TRUE.equals(flags.get(flag).bool());
    }

    private static List<String> techniques(JsonAt event) {
        return event.get("MitreAttack").elements().stream()
                .map(each -> each.get("TechniqueID").text())
                .filter(id -> id != null)
                .distinct()
                .toList();
    }

    private static Map<String, String> attributes(JsonAt event) {
        Map<String, String> attributes = new TreeMap<>();
        String tactic = event.get("Tactic").text();
        String technique = event.get("Technique").text();
        if (tactic != null) {
            attributes.put("tactic", tactic);
        }
        if (technique != null) {
            attributes.put("technique", technique);
        }
        return attributes;
    }

    private static String books(JsonAt metadata) {
        return FalconAlerts.books(metadata.get("customerIDString").text());
    }

    private static @Nullable String first(JsonAt event, String... members) {
        for (String member : members) {
            String text = event.get(member).text();
            if (text != null) {
                return text;
            }
        }
        return null;
    }
}
