// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.codec;

import io.tocsin.schemas.avro.DecisionRecord;
import io.tocsin.schemas.avro.OutcomeSymbol;
import io.tocsin.schemas.avro.SecurityEventRecord;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.json.EventJson;
import io.tocsin.schemas.json.Json;
import io.tocsin.schemas.json.SubjectJson;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.Outcome;
import io.tocsin.schemas.risk.PolicyVersion;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.subject.Subject;

/** {@link Decision} and {@link SecurityEvent}; subjects and event payloads are JSON text inside. */
public final class DecisionCodec {
    private static final Symbols<Outcome, OutcomeSymbol> OUTCOME = Symbols.of(Outcome.class, OutcomeSymbol.class);

    private DecisionCodec() {}

    public static DecisionRecord toAvro(Decision decision) {
        DecisionRecord avro = new DecisionRecord();
        avro.setId(decision.id());
        avro.setPrincipal(decision.principal().text());
        avro.setPolicyName(decision.policy().name());
        avro.setPolicyHash(decision.policy().hash());
        avro.setResponse(decision.response());
        avro.setTrigger(decision.trigger());
        avro.setOutcome(OUTCOME.write(decision.outcome()));
        avro.setScore(decision.score());
        avro.setPreviousLevel(RiskCodec.LEVEL.write(decision.previousLevel()));
        avro.setLevel(RiskCodec.LEVEL.write(decision.level()));
        avro.setThresholds(decision.thresholds());
        avro.setContributions(RiskCodec.toAvro(decision.contributions()));
        avro.setAt(decision.at());
        avro.setReason(decision.reason());
        if (decision.subject() != null) {
            avro.setSubject(text(decision.subject()));
        }
        if (decision.event() != null) {
            avro.setEventType(decision.event().type().uri());
            avro.setEvent(text(decision.event()));
        }
        return avro;
    }

    public static Decision fromAvro(DecisionRecord avro) {
        String subject = avro.getSubject();
        String eventType = avro.getEventType();
        String event = avro.getEvent();
        return new Decision(
                avro.getId(),
                NameCodec.requiredCanonical(avro.getPrincipal()),
                new PolicyVersion(avro.getPolicyName(), avro.getPolicyHash()),
                avro.getResponse(),
                avro.getTrigger(),
                OUTCOME.read(avro.getOutcome()),
                avro.getScore(),
                RiskCodec.LEVEL.read(avro.getPreviousLevel()),
                RiskCodec.LEVEL.read(avro.getLevel()),
                avro.getThresholds(),
                RiskCodec.fromAvro(avro.getContributions()),
                avro.getAt(),
                subject == null ? null : subject(subject),
                eventType == null || event == null ? null : event(eventType, event),
                avro.getReason());
    }

    public static SecurityEventRecord toAvro(SecurityEvent event) {
        return new SecurityEventRecord(
                event.id(),
                event.principal().text(),
                text(event.subject()),
                event.event().type().uri(),
                text(event.event()),
                event.txn(),
                event.occurred(),
                RiskCodec.toAvro(event.stamps()));
    }

    public static SecurityEvent fromAvro(SecurityEventRecord avro) {
        return new SecurityEvent(
                avro.getId(),
                NameCodec.requiredCanonical(avro.getPrincipal()),
                subject(avro.getSubject()),
                event(avro.getEventType(), avro.getEvent()),
                avro.getTxn(),
                avro.getOccurred(),
                RiskCodec.fromAvro(avro.getStamps()));
    }

    private static String text(Subject subject) {
        return Json.write(SubjectJson.write(subject));
    }

    private static Subject subject(String text) {
        return SubjectJson.read(Json.parse(text));
    }

    private static String text(Event event) {
        return Json.write(EventJson.write(event));
    }

    private static Event event(String type, String payload) {
        return EventJson.read(new EventType(type), Json.parse(payload));
    }
}
