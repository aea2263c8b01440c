// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.codec;

import io.tocsin.schemas.MalformedException;
import io.tocsin.schemas.avro.DecisionRecord;
import io.tocsin.schemas.avro.OutcomeCauseSymbol;
import io.tocsin.schemas.avro.OutcomeSymbol;
import io.tocsin.schemas.avro.PolicyModeSymbol;
import io.tocsin.schemas.avro.SecurityEventRecord;
import io.tocsin.schemas.avro.TriggerSymbol;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.json.EventJson;
import io.tocsin.schemas.json.Json;
import io.tocsin.schemas.json.SubjectJson;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.Outcome;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.subject.Subject;
import org.jspecify.annotations.Nullable;

/** {@link Decision} and {@link SecurityEvent}; subjects and event payloads are JSON text inside. */
public final class DecisionCodec {
    private static final Symbols<Outcome, OutcomeSymbol> OUTCOME = Symbols.of(Outcome.class, OutcomeSymbol.class);

    private static final Symbols<Decision.Mode, PolicyModeSymbol> MODE =
            Symbols.of(Decision.Mode.class, PolicyModeSymbol.class);
    private static final Symbols<Decision.Cause, OutcomeCauseSymbol> CAUSE =
            Symbols.of(Decision.Cause.class, OutcomeCauseSymbol.class);

    private DecisionCodec() {}

    public static DecisionRecord toAvro(Decision decision) {
        DecisionRecord avro = new DecisionRecord();
        avro.setId(decision.id());
        avro.setTxn(decision.txn());
        avro.setPrincipal(decision.principal().text());
        avro.setPolicy(ScoringCodec.toAvro(decision.policy().version()));
        avro.setMode(MODE.write(decision.policy().mode()));
        avro.setActivation(decision.policy().activation());
        avro.setResponse(decision.response());
        write(decision.trigger(), avro);
        avro.setOutcome(OUTCOME.write(decision.verdict().outcome()));
        avro.setCause(CAUSE.write(decision.verdict().cause()));
        avro.setReason(decision.verdict().reason());
        avro.setSettles(decision.verdict().settles());
        avro.setScoring(ScoringCodec.toAvro(decision.scoring()));
        avro.setGrounds(GroundsCodec.toAvro(decision.grounds()));
        avro.setAt(decision.at());
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
                avro.getTxn(),
                NameCodec.requiredCanonical(avro.getPrincipal()),
                new Decision.InForce(
                        ScoringCodec.fromAvro(avro.getPolicy()), MODE.read(avro.getMode()), avro.getActivation()),
                avro.getResponse(),
                trigger(avro),
                new Decision.Verdict(
                        OUTCOME.read(avro.getOutcome()),
                        CAUSE.read(avro.getCause()),
                        avro.getReason(),
                        avro.getSettles()),
                ScoringCodec.fromAvro(avro.getScoring()),
                GroundsCodec.fromAvro(avro.getGrounds()),
                avro.getAt(),
                subject == null ? null : subject(subject),
                eventType == null || event == null ? null : event(eventType, event));
    }

    private static void write(Decision.Trigger trigger, DecisionRecord avro) {
        switch (trigger) {
            case Decision.Trigger.Told told -> {
                avro.setTriggerKind(TriggerSymbol.SIGNAL);
                avro.setTrigger(told.id());
            }
            case Decision.Trigger.Deadline deadline -> {
                avro.setTriggerKind(TriggerSymbol.DEADLINE);
                avro.setTrigger(deadline.kind());
                avro.setDeadline(deadline.at());
            }
            case Decision.Trigger.Asked asked -> {
                avro.setTriggerKind(TriggerSymbol.OPERATOR);
                avro.setTrigger(asked.id());
                avro.setOperator(asked.by());
            }
        }
    }

    private static Decision.Trigger trigger(DecisionRecord avro) {
        return switch (avro.getTriggerKind()) {
            case SIGNAL -> new Decision.Trigger.Told(avro.getTrigger());
            case DEADLINE ->
                new Decision.Trigger.Deadline(avro.getTrigger(), required(avro.getDeadline(), "deadline", avro));
            case OPERATOR ->
                new Decision.Trigger.Asked(avro.getTrigger(), required(avro.getOperator(), "operator", avro));
            case UNKNOWN ->
                throw new MalformedException("decision " + avro.getId()
                        + ": found a trigger this version does not know; was it written by a newer one?");
        };
    }

    private static <T> T required(@Nullable T value, String field, DecisionRecord avro) {
        if (value == null) {
            throw new MalformedException("decision " + avro.getId() + ": found no " + field
                    + ", expected one with trigger kind " + avro.getTriggerKind());
        }
        return value;
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
