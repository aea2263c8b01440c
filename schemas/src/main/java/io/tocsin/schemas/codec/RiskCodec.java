// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.codec;

import io.tocsin.schemas.avro.ContributionRecord;
import io.tocsin.schemas.avro.IdentityLinkRecord;
import io.tocsin.schemas.avro.LatencyStampsRecord;
import io.tocsin.schemas.avro.RiskAssessmentRecord;
import io.tocsin.schemas.avro.RiskFlowRecord;
import io.tocsin.schemas.avro.RiskLevelSymbol;
import io.tocsin.schemas.risk.Contribution;
import io.tocsin.schemas.risk.IdentityLink;
import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.risk.PolicyVersion;
import io.tocsin.schemas.risk.RiskAssessment;
import io.tocsin.schemas.risk.RiskFlow;
import io.tocsin.schemas.signal.RiskLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@link IdentityLink}, {@link RiskFlow}, {@link RiskAssessment}. */
public final class RiskCodec {
    static final Symbols<RiskLevel, RiskLevelSymbol> LEVEL = Symbols.of(RiskLevel.class, RiskLevelSymbol.class);

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
                toAvro(flow.contributions()),
                toAvro(flow.stamps()),
                flow.fold());
    }

    public static RiskFlow fromAvro(RiskFlowRecord avro) {
        return new RiskFlow(
                NameCodec.requiredCanonical(avro.getFrom()),
                NameCodec.requiredCanonical(avro.getTo()),
                avro.getTrigger(),
                avro.getAt(),
                fromAvro(avro.getContributions()),
                fromAvro(avro.getStamps()),
                avro.getFold());
    }

    public static RiskAssessmentRecord toAvro(RiskAssessment assessment) {
        return new RiskAssessmentRecord(
                assessment.principal().text(),
                assessment.score(),
                LEVEL.write(assessment.level()),
                toAvro(assessment.contributions()),
                assessment.policy().name(),
                assessment.policy().hash(),
                assessment.at(),
                assessment.staleSources());
    }

    public static RiskAssessment fromAvro(RiskAssessmentRecord avro) {
        return new RiskAssessment(
                NameCodec.requiredCanonical(avro.getPrincipal()),
                avro.getScore(),
                LEVEL.read(avro.getLevel()),
                fromAvro(avro.getContributions()),
                new PolicyVersion(avro.getPolicyName(), avro.getPolicyHash()),
                avro.getAt(),
                avro.getStaleSources());
    }

    static List<ContributionRecord> toAvro(List<Contribution> contributions) {
        List<ContributionRecord> avro = new ArrayList<>(contributions.size());
        for (Contribution contribution : contributions) {
            Duration halfLife = contribution.halfLife();
            avro.add(new ContributionRecord(
                    contribution.rule(),
                    contribution.signalId(),
                    contribution.origin().text(),
                    contribution.weight(),
                    halfLife == null ? null : halfLife.toMillis(),
                    contribution.since()));
        }
        return avro;
    }

    static List<Contribution> fromAvro(List<ContributionRecord> avro) {
        List<Contribution> contributions = new ArrayList<>(avro.size());
        for (ContributionRecord contribution : avro) {
            Long halfLife = contribution.getHalfLifeMs();
            contributions.add(new Contribution(
                    contribution.getRule(),
                    contribution.getSignalId(),
                    NameCodec.requiredCanonical(contribution.getOrigin()),
                    contribution.getWeight(),
                    halfLife == null ? null : Duration.ofMillis(halfLife),
                    contribution.getSince()));
        }
        return contributions;
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
