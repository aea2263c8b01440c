// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.codec;

import io.tocsin.schemas.avro.ContributionRecord;
import io.tocsin.schemas.avro.CountedRuleRecord;
import io.tocsin.schemas.avro.PolicyVersionRecord;
import io.tocsin.schemas.avro.RiskLevelSymbol;
import io.tocsin.schemas.avro.ScoringRecord;
import io.tocsin.schemas.avro.WindowKindSymbol;
import io.tocsin.schemas.avro.WindowStateRecord;
import io.tocsin.schemas.policy.PolicyVersion;
import io.tocsin.schemas.risk.Contribution;
import io.tocsin.schemas.risk.Scoring;
import io.tocsin.schemas.signal.RiskLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Scoring}, its parts, and {@link PolicyVersion}. */
final class ScoringCodec {
    static final Symbols<RiskLevel, RiskLevelSymbol> LEVEL = Symbols.of(RiskLevel.class, RiskLevelSymbol.class);
    private static final Symbols<Scoring.WindowKind, WindowKindSymbol> WINDOW =
            Symbols.of(Scoring.WindowKind.class, WindowKindSymbol.class);

    private ScoringCodec() {}

    static ScoringRecord toAvro(Scoring scoring) {
        return new ScoringRecord(
                scoring.previousScore(),
                scoring.score(),
                LEVEL.write(scoring.previousLevel()),
                LEVEL.write(scoring.level()),
                scoring.thresholds(),
                scoring.hysteresis(),
                toAvro(scoring.contributions()),
                scoring.rules().stream().map(ScoringCodec::toAvro).toList(),
                scoring.windows().stream().map(ScoringCodec::toAvro).toList(),
                scoring.staleSources());
    }

    static Scoring fromAvro(ScoringRecord avro) {
        return new Scoring(
                avro.getPreviousScore(),
                avro.getScore(),
                LEVEL.read(avro.getPreviousLevel()),
                LEVEL.read(avro.getLevel()),
                avro.getThresholds(),
                avro.getHysteresis(),
                fromAvro(avro.getContributions()),
                avro.getRules().stream().map(ScoringCodec::fromAvro).toList(),
                avro.getWindows().stream().map(ScoringCodec::fromAvro).toList(),
                avro.getStaleSources());
    }

    static PolicyVersionRecord toAvro(PolicyVersion version) {
        return new PolicyVersionRecord(version.name(), version.number(), version.hash());
    }

    static PolicyVersion fromAvro(PolicyVersionRecord avro) {
        return new PolicyVersion(avro.getName(), avro.getNumber(), avro.getHash());
    }

    static List<ContributionRecord> toAvro(List<Contribution> contributions) {
        List<ContributionRecord> avro = new ArrayList<>(contributions.size());
        for (Contribution contribution : contributions) {
            avro.add(new ContributionRecord(
                    contribution.rule(),
                    contribution.signalId(),
                    contribution.origin().text(),
                    contribution.weight(),
                    millis(contribution.halfLife()),
                    contribution.since()));
        }
        return avro;
    }

    static List<Contribution> fromAvro(List<ContributionRecord> avro) {
        List<Contribution> contributions = new ArrayList<>(avro.size());
        for (ContributionRecord contribution : avro) {
            contributions.add(new Contribution(
                    contribution.getRule(),
                    contribution.getSignalId(),
                    NameCodec.requiredCanonical(contribution.getOrigin()),
                    contribution.getWeight(),
                    duration(contribution.getHalfLifeMs()),
                    contribution.getSince()));
        }
        return contributions;
    }

    private static CountedRuleRecord toAvro(Scoring.CountedRule rule) {
        return new CountedRuleRecord(rule.rule(), rule.weight(), rule.cap(), millis(rule.halfLife()), rule.points());
    }

    private static Scoring.CountedRule fromAvro(CountedRuleRecord avro) {
        return new Scoring.CountedRule(
                avro.getRule(), avro.getWeight(), avro.getCap(), duration(avro.getHalfLifeMs()), avro.getPoints());
    }

    private static WindowStateRecord toAvro(Scoring.WindowState window) {
        return new WindowStateRecord(
                window.rule(),
                WINDOW.write(window.kind()),
                window.span().toMillis(),
                window.observed(),
                window.required(),
                window.signals());
    }

    private static Scoring.WindowState fromAvro(WindowStateRecord avro) {
        return new Scoring.WindowState(
                avro.getRule(),
                WINDOW.read(avro.getKind()),
                Duration.ofMillis(avro.getSpanMs()),
                avro.getObserved(),
                avro.getRequired(),
                avro.getSignals());
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }

    private static @Nullable Duration duration(@Nullable Long millis) {
        return millis == null ? null : Duration.ofMillis(millis);
    }
}
