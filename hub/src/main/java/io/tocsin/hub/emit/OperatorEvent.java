// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.emit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.event.CaepEvent;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.event.RiscEvent;
import io.tocsin.schemas.json.EventJson;
import io.tocsin.schemas.json.Json;
import io.tocsin.schemas.policy.PolicyVersion;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.Grounds;
import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.risk.Outcome;
import io.tocsin.schemas.risk.Scoring;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.subject.ComplexSubject;
import io.tocsin.schemas.subject.Subject;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A decision that somebody took, not a policy, and the event it emits.
 *
 * <p>The principal is derived from the subject: an operator's events about one subject keep their order, and are not
 * ordered with those that the hub emits by itself.
 */
public record OperatorEvent(Decision decision, SecurityEvent event) {
    private static final String OPERATOR = "operator";
    /** No policy document: its name says so, and its hash is that of nothing. */
    private static final Decision.InForce NO_POLICY = new Decision.InForce(
            PolicyVersion.unpublished(OPERATOR, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            Decision.Mode.ENFORCE,
            Decision.InForce.CONFIGURED);

    /**
     * Throws {@link IllegalArgumentException} where the payload is not one of that type.
     *
     * @param payload the event's members, {@code {}} for none; where it may, the event gets {@code initiating_entity}
     *     admin, the time and the reason, unless the payload has its own
     * @param id of the decision, and the {@code txn} of every SET
     */
    public static OperatorEvent of(
            String tenant,
            EventType type,
            Subject subject,
            JsonNode payload,
            @Nullable String reason,
            UUID id,
            Instant now) {
        Event event = complete(type, payload, reason, now);
        CanonicalId principal = principal(tenant, subject);
        String txn = id.toString();
        Decision decision = new Decision(
                txn,
                txn,
                principal,
                NO_POLICY,
                OPERATOR,
                new Decision.Trigger.Asked(txn, OPERATOR),
                new Decision.Verdict(Outcome.EMITTED, Decision.Cause.NONE, reason, null),
                Scoring.NONE,
                Grounds.ORDERED,
                now,
                subject,
                event);
        LatencyStamps stamps = new LatencyStamps(now, now, now, null, null, null, null);
        return new OperatorEvent(decision, new SecurityEvent(txn, principal, subject, event, txn, now, stamps));
    }

    /** Completes when both are in Kafka; the decision first, so that nothing is emitted that nobody decided. */
    public CompletableFuture<?> write(TopicWriter writer) {
        return writer.write(Topics.DECISIONS, decision.principal(), decision)
                .thenCompose(written -> writer.write(Topics.EVENTS, event.principal(), event));
    }

    private static Event complete(EventType type, JsonNode payload, @Nullable String reason, Instant now) {
        Event given = EventJson.read(type, payload);
        boolean hasCircumstances = given instanceof CaepEvent || given instanceof RiscEvent.CredentialCompromise;
        if (!hasCircumstances) {
            if (reason != null) {
                throw new IllegalArgumentException(type.shortName() + " has no member for a reason, expected none");
            }
            return given;
        }
        ObjectNode full = payload.deepCopy();
        if (!full.has("initiating_entity")) {
            full.put("initiating_entity", "admin");
        }
        if (!full.has("event_timestamp")) {
            full.put("event_timestamp", now.getEpochSecond());
        }
        if (!full.has("reason_admin")) {
            full.set("reason_admin", Json.object().put("en", reason == null ? "Emitted by an operator" : reason));
        }
        return EventJson.read(type, full);
    }

    private static CanonicalId principal(String tenant, Subject subject) {
        String text = SubjectText.json(subject);
        return new CanonicalId(
                tenant,
                kind(subject),
                UUID.nameUUIDFromBytes(("operator:" + text).getBytes(UTF_8)).toString());
    }

    private static PrincipalKind kind(Subject subject) {
        if (subject instanceof ComplexSubject complex) {
            if (complex.member(ComplexSubject.SESSION).isPresent()) {
                return PrincipalKind.SESSION;
            }
            if (complex.member(ComplexSubject.DEVICE).isPresent()) {
                return PrincipalKind.DEVICE;
            }
            if (complex.member(ComplexSubject.APPLICATION).isPresent()
                    && complex.member(ComplexSubject.USER).isEmpty()) {
                return PrincipalKind.WORKLOAD;
            }
        }
        return PrincipalKind.USER;
    }
}
