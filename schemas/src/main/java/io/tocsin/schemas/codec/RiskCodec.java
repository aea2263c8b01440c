// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.codec;

import io.tocsin.schemas.avro.FlowShareRecord;
import io.tocsin.schemas.avro.IdentityLinkRecord;
import io.tocsin.schemas.avro.LatencyStampsRecord;
import io.tocsin.schemas.avro.RiskAssessmentRecord;
import io.tocsin.schemas.avro.RiskFlowRecord;
import io.tocsin.schemas.risk.IdentityLink;
import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.risk.RiskAssessment;
import io.tocsin.schemas.risk.RiskFlow;

/** {@link IdentityLink}, {@link RiskFlow}, {@link RiskAssessment}. */
public final class RiskCodec {
    private RiskCodec() {}

    public static IdentityLinkRecord toAvro(IdentityLink link) {
        return new IdentityLinkRecord(
                NameCodec.toAvro(link.alias()),
                link.principal().text(),
                NameCodec.canonical(link.mergedInto()),
                link.evidence(),
                link.observed(),
                link.until(),
                link.demoted());
    }

    public static IdentityLink fromAvro(IdentityLinkRecord avro) {
        return new IdentityLink(
                NameCodec.fromAvro(avro.getAlias()),
                NameCodec.requiredCanonical(avro.getPrincipal()),
                NameCodec.canonical(avro.getMergedInto()),
                avro.getEvidence(),
                avro.getObserved(),
                avro.getUntil(),
                avro.getDemoted());
    }

    public static RiskFlowRecord toAvro(RiskFlow flow) {
        return new RiskFlowRecord(
                flow.from().text(),
                flow.to().text(),
                flow.trigger(),
                flow.at(),
                flow.shares().stream()
                        .map(share -> new FlowShareRecord(
                                ScoringCodec.toAvro(share.policy()), ScoringCodec.toAvro(share.contributions())))
                        .toList(),
                toAvro(flow.stamps()),
                flow.fold());
    }

    public static RiskFlow fromAvro(RiskFlowRecord avro) {
        return new RiskFlow(
                NameCodec.requiredCanonical(avro.getFrom()),
                NameCodec.requiredCanonical(avro.getTo()),
                avro.getTrigger(),
                avro.getAt(),
                avro.getShares().stream()
                        .map(share -> new RiskFlow.Share(
                                ScoringCodec.fromAvro(share.getPolicy()),
                                ScoringCodec.fromAvro(share.getContributions())))
                        .toList(),
                fromAvro(avro.getStamps()),
                avro.getFold());
    }

    public static RiskAssessmentRecord toAvro(RiskAssessment assessment) {
        return new RiskAssessmentRecord(
                assessment.principal().text(),
                ScoringCodec.toAvro(assessment.policy()),
                ScoringCodec.toAvro(assessment.scoring()),
                assessment.at());
    }

    public static RiskAssessment fromAvro(RiskAssessmentRecord avro) {
        return new RiskAssessment(
                NameCodec.requiredCanonical(avro.getPrincipal()),
                ScoringCodec.fromAvro(avro.getPolicy()),
                ScoringCodec.fromAvro(avro.getScoring()),
                avro.getAt());
    }

    static LatencyStampsRecord toAvro(LatencyStamps stamps) {
        return new LatencyStampsRecord(
                stamps.source(),
                stamps.ingested(),
                stamps.decided(),
                stamps.enqueued(),
                stamps.signed(),
                stamps.firstAttempt(),
                stamps.acknowledged());
    }

    static LatencyStamps fromAvro(LatencyStampsRecord avro) {
        return new LatencyStamps(
                avro.getSource(),
                avro.getIngested(),
                avro.getDecided(),
                avro.getEnqueued(),
                avro.getSigned(),
                avro.getFirstAttempt(),
                avro.getAcknowledged());
    }
}
