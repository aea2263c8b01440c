// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.wazuh;

import com.fasterxml.jackson.core.JsonPointer;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.Batch;
import io.tocsin.connectors.mapping.EventTime;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.mapping.Names;
import io.tocsin.connectors.mapping.SignalDraft;
import io.tocsin.connectors.mapping.Source;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.FindingState;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PostureCheck;
import io.tocsin.schemas.signal.Severity;
import io.tocsin.schemas.signal.SignalContext;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalPayload.Compliance;
import io.tocsin.schemas.signal.SignalPayload.Threat;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Strength;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Wazuh's alerts. A check of configuration tells its former result, so it is compliance; any other alert of some weight
 * is a threat, the same for all alerts of a rule on an agent. Wazuh takes no alert back.
 */
public final class WazuhAlerts implements Source {
    private static final String VENDOR = "wazuh";
    private static final String FAMILY = "alerts";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSS]Z");
    /** Below it alerts are the noise of a working machine. */
    private static final int THREAT = 7;

    private final String instance;

    /**
     * The alerts of one manager.
     *
     * @param instance its name; agents are numbered within it
     */
    public WazuhAlerts(String instance) {
        this.instance = instance;
    }

    @Override
    public Batch records(JsonAt body) {
        return body.isObject() ? Batch.single(body) : Batch.of(body, JsonPointer.empty());
    }

    @Override
    public Mapped map(JsonAt record, Arrival arrival) {
        JsonAt check = record.requireObject().get("data").get("sca").get("check");
        return check.isObject() ? checked(record, check, arrival) : alerted(record, arrival);
    }

    /** One that does not apply, now or before, says nothing of the other time. */
    private Mapped checked(JsonAt record, JsonAt check, Arrival arrival) {
        ComplianceStatus now = status(check.get("result").text());
        ComplianceStatus then = status(check.get("previous_result").text());
        if (now == null || now == then) {
            return new Mapped.Ignored(Mapped.Why.NO_MEANING);
        }
        PostureCheck told = new PostureCheck(
                VENDOR + ":" + instance + ":sca:" + check.get("id").requireId(),
                check.get("title").text(),
                now == ComplianceStatus.COMPLIANT);
        return one(record, arrival, SignalType.DEVICE_COMPLIANCE_CHANGED, new Compliance(now, then, List.of(told)));
    }

    private Mapped alerted(JsonAt record, Arrival arrival) {
        JsonAt rule = record.get("rule");
        Integer level = rule.get("level").integer();
        if (level == null || level < THREAT) {
            return new Mapped.Ignored(Mapped.Why.NO_MEANING);
        }
        String finding = String.join(
                ":",
                VENDOR,
                instance,
                record.get("agent").get("id").requireId(),
                "rule",
                rule.get("id").requireId());
        List<String> techniques = rule.get("mitre").get("id").elements().stream()
                .map(JsonAt::text)
                .filter(Objects::nonNull)
                .toList();
        return one(
                record,
                arrival,
                SignalType.THREAT_DETECTED,
                new Threat(
                        finding, rule.get("description").text(), FindingState.NEW, severity(level), null, techniques));
    }

    private Mapped one(JsonAt record, Arrival arrival, SignalType type, SignalPayload payload) {
        JsonAt rule = record.get("rule");
        Integer level = rule.get("level").integer();
        SignalSource source = arrival.source(
                VENDOR,
                FAMILY,
                Objects.toString(rule.get("id").id(), "alert"),
                record.get("id").requireId(),
                level == null ? null : level.toString());
        JsonAt agent = record.get("agent");
        String name = agent.get("name").text();
        Entity device = new Names()
                .add(
                        IdentifierKind.DEVICE_VENDOR_ID,
                        VENDOR + ":" + instance,
                        agent.get("id").requireId(),
                        Strength.STRONG)
                .add(IdentifierKind.DEVICE_HOSTNAME, name, Strength.MEDIUM)
                .display(name)
                .entity();
        JsonAt data = record.get("data");
        return new Mapped.Signals(List.of(SignalDraft.of(
                        EventTime.of(time(record.get("timestamp")), null, arrival.at()), source)
                .user(new Names()
                        .add(IdentifierKind.USER_LOCAL_NAME, data.get("dstuser").text(), Strength.WEAK)
                        .entity())
                .device(device)
                .context(new SignalContext(data.get("srcip").text(), null, null, null, null, null, null))
                .signal(type, payload, 0)));
    }

    /** Wazuh writes the offset without a colon, which ISO 8601 allows in its basic form only. */
    private static @Nullable Instant time(JsonAt value) {
        String text = value.text();
        try {
            return text == null ? null : OffsetDateTime.parse(text, TIME).toInstant();
        } catch (DateTimeException unused) {
            return EventTime.iso(value);
        }
    }

    private static @Nullable ComplianceStatus status(@Nullable String result) {
        return switch (result == null ? "" : result) {
            case "passed" -> ComplianceStatus.COMPLIANT;
            case "failed" -> ComplianceStatus.NOT_COMPLIANT;
            default -> null;
        };
    }

    private static Severity severity(int level) {
        if (level >= 15) {
            return Severity.CRITICAL;
        }
        return level >= 12 ? Severity.HIGH : Severity.MEDIUM;
    }
}
