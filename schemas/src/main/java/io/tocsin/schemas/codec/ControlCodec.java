// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.codec;

import io.tocsin.schemas.MalformedException;
import io.tocsin.schemas.avro.FeedbackRecord;
import io.tocsin.schemas.avro.HeldVerdictRecord;
import io.tocsin.schemas.avro.PolicyChangeRecord;
import io.tocsin.schemas.avro.PolicyDocumentRecord;
import io.tocsin.schemas.avro.RiskControlRecord;
import io.tocsin.schemas.avro.RulingSymbol;
import io.tocsin.schemas.avro.SourcePresenceSymbol;
import io.tocsin.schemas.avro.SourceStatusRecord;
import io.tocsin.schemas.avro.TickRecord;
import io.tocsin.schemas.risk.RiskControl;
import io.tocsin.schemas.risk.RiskControl.Document;
import io.tocsin.schemas.risk.RiskControl.Feedback;
import io.tocsin.schemas.risk.RiskControl.HeldVerdict;
import io.tocsin.schemas.risk.RiskControl.PolicyChange;
import io.tocsin.schemas.risk.RiskControl.Presence;
import io.tocsin.schemas.risk.RiskControl.Ruling;
import io.tocsin.schemas.risk.RiskControl.SourceStatus;
import io.tocsin.schemas.risk.RiskControl.Tick;
import java.time.Instant;

/** {@link RiskControl}: one nullable field for each alternative. */
public final class ControlCodec {
    private static final Symbols<Presence, SourcePresenceSymbol> PRESENCE =
            Symbols.of(Presence.class, SourcePresenceSymbol.class);
    private static final Symbols<Ruling, RulingSymbol> RULING = Symbols.of(Ruling.class, RulingSymbol.class);

    private ControlCodec() {}

    public static RiskControlRecord toAvro(RiskControl control) {
        RiskControlRecord avro = new RiskControlRecord();
        avro.setAt(control.at());
        switch (control) {
            case Tick tick -> avro.setTick(new TickRecord(tick.partition()));
            case PolicyChange change ->
                avro.setPolicyChange(new PolicyChangeRecord(
                        change.activation(),
                        toAvro(change.active()),
                        change.shadows().stream().map(ControlCodec::toAvro).toList()));
            case SourceStatus status ->
                avro.setSourceStatus(new SourceStatusRecord(
                        status.tenant(), status.vendor(), status.connector(), PRESENCE.write(status.presence())));
            case HeldVerdict verdict ->
                avro.setHeldVerdict(new HeldVerdictRecord(
                        verdict.principal().text(),
                        verdict.decision(),
                        RULING.write(verdict.ruling()),
                        verdict.by(),
                        verdict.note()));
            case Feedback feedback ->
                avro.setFeedback(new FeedbackRecord(
                        feedback.id(),
                        feedback.principal().text(),
                        feedback.decision(),
                        feedback.signals(),
                        feedback.findings(),
                        feedback.by(),
                        feedback.note()));
        }
        return avro;
    }

    public static RiskControl fromAvro(RiskControlRecord avro) {
        if (avro.getPolicyChange() != null) {
            return policyChange(avro.getPolicyChange(), avro.getAt());
        }
        if (avro.getSourceStatus() != null) {
            SourceStatusRecord status = avro.getSourceStatus();
            return new SourceStatus(
                    status.getTenant(),
                    status.getVendor(),
                    status.getConnector(),
                    PRESENCE.read(status.getPresence()),
                    avro.getAt());
        }
        if (avro.getHeldVerdict() != null) {
            HeldVerdictRecord verdict = avro.getHeldVerdict();
            return new HeldVerdict(
                    NameCodec.requiredCanonical(verdict.getPrincipal()),
                    verdict.getDecision(),
                    RULING.read(verdict.getRuling()),
                    verdict.getBy(),
                    verdict.getNote(),
                    avro.getAt());
        }
        if (avro.getFeedback() != null) {
            return feedback(avro.getFeedback(), avro.getAt());
        }
        if (avro.getTick() != null) {
            return new Tick(avro.getTick().getPartition(), avro.getAt());
        }
        throw new MalformedException(
                "risk control: found none of the members this version knows; was it written by a newer one?");
    }

    private static PolicyChange policyChange(PolicyChangeRecord change, Instant at) {
        try {
            return new PolicyChange(
                    change.getActivation(),
                    fromAvro(change.getActive()),
                    change.getShadows().stream().map(ControlCodec::fromAvro).toList(),
                    at);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("policy change: " + e.getMessage(), e);
        }
    }

    private static Feedback feedback(FeedbackRecord feedback, Instant at) {
        try {
            return new Feedback(
                    feedback.getId(),
                    NameCodec.requiredCanonical(feedback.getPrincipal()),
                    feedback.getDecision(),
                    feedback.getSignals(),
                    feedback.getFindings(),
                    feedback.getBy(),
                    feedback.getNote(),
                    at);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("feedback: " + e.getMessage(), e);
        }
    }

    private static PolicyDocumentRecord toAvro(Document document) {
        return new PolicyDocumentRecord(ScoringCodec.toAvro(document.version()), document.text());
    }

    private static Document fromAvro(PolicyDocumentRecord avro) {
        return new Document(ScoringCodec.fromAvro(avro.getVersion()), avro.getText());
    }
}
