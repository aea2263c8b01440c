// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.random;

import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.policy.PolicyEntry;
import io.tocsin.schemas.policy.PolicyVersion;
import io.tocsin.schemas.risk.Contribution;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.Grounds;
import io.tocsin.schemas.risk.Outcome;
import io.tocsin.schemas.risk.RiskAssessment;
import io.tocsin.schemas.risk.RiskControl;
import io.tocsin.schemas.risk.RiskFlow;
import io.tocsin.schemas.risk.Scoring;
import io.tocsin.schemas.signal.RiskLevel;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What the risk stage writes and reads. */
final class RandomRisk {
    private final Draw draw;
    private final RandomSignals signals;
    private final RandomSubjects subjects;
    private final RandomEvents events;

    RandomRisk(Draw draw) {
        this.draw = draw;
        this.signals = new RandomSignals(draw);
        this.subjects = new RandomSubjects(draw);
        this.events = new RandomEvents(draw);
    }

    RiskFlow flow() {
        return new RiskFlow(
                signals.canonicalId(),
                signals.canonicalId(),
                draw.name(),
                draw.instant(),
                draw.some(() -> new RiskFlow.Share(policy(), draw.some(this::contribution))),
                RandomRecords.stamps(draw),
                draw.maybe(draw::name));
    }

    RiskAssessment assessment() {
        return new RiskAssessment(signals.canonicalId(), policy(), scoring(), draw.instant());
    }

    PolicyEntry policyEntry() {
        return new PolicyEntry(
                draw.name(),
                1 + draw.below(1000),
                draw.one(PolicyEntry.Action.class),
                draw.instant(),
                draw.text(),
                draw.text(),
                policy(),
                draw.maybe(draw::text),
                policy(),
                draw.some(() -> new PolicyEntry.Shadow(policy(), draw.instant())));
    }

    List<RiskControl> controls() {
        return List.of(
                new RiskControl.Tick(draw.below(100), draw.instant()),
                new RiskControl.PolicyChange(
                        draw.below(1000), document("a"), List.of(document("b"), document("c")), draw.instant()),
                new RiskControl.SourceStatus(
                        draw.name(), draw.text(), draw.text(), draw.one(RiskControl.Presence.class), draw.instant()),
                new RiskControl.HeldVerdict(
                        signals.canonicalId(),
                        draw.name(),
                        draw.one(RiskControl.Ruling.class),
                        draw.text(),
                        draw.maybe(draw::text),
                        draw.instant()),
                new RiskControl.Feedback(
                        draw.name(),
                        signals.canonicalId(),
                        draw.maybe(draw::name),
                        draw.several(1, draw::name),
                        draw.some(draw::text),
                        draw.text(),
                        draw.maybe(draw::text),
                        draw.instant()));
    }

    List<Decision> decisions() {
        return Stream.<Decision.Trigger>of(
                        new Decision.Trigger.Told(draw.name()),
                        new Decision.Trigger.Deadline(draw.name(), draw.instant()),
                        new Decision.Trigger.Asked(draw.name(), draw.text()))
                .flatMap(trigger -> occasions().map(on -> decision(trigger, on)))
                .toList();
    }

    private Stream<Grounds.On> occasions() {
        return Stream.of(
                new Grounds.On.LevelReached(draw.one(RiskLevel.class)),
                new Grounds.On.LevelLeft(draw.one(RiskLevel.class)),
                new Grounds.On.LevelChanged(),
                new Grounds.On.ComplianceChanged(draw.one(ComplianceStatus.class), draw.one(ComplianceStatus.class)),
                new Grounds.On.Told(),
                new Grounds.On.WentStale(draw.text()),
                new Grounds.On.HeardAgain(draw.text()),
                new Grounds.On.Ordered());
    }

    private Grounds grounds(Grounds.On on) {
        return new Grounds(
                on,
                draw.one(RiskLevel.class),
                draw.instant(),
                draw.maybe(draw::name),
                draw.maybe(draw::text),
                draw.maybe(() -> new Grounds.Counted(
                        draw.text(), draw.below(1000), draw.below(1000), draw.below(100_000), duration())));
    }

    private Decision decision(Decision.Trigger trigger, Grounds.On on) {
        Event event = draw.maybe(events::any);
        return new Decision(
                draw.name(),
                draw.name(),
                signals.canonicalId(),
                new Decision.InForce(policy(), draw.one(Decision.Mode.class), draw.below(1000) - 1),
                draw.text(),
                trigger,
                new Decision.Verdict(
                        draw.one(Outcome.class),
                        draw.one(Decision.Cause.class),
                        draw.maybe(draw::text),
                        draw.maybe(draw::name)),
                scoring(),
                grounds(on),
                draw.instant(),
                event == null ? null : subjects.any(),
                event);
    }

    private Scoring scoring() {
        return new Scoring(
                draw.between(0, 100),
                draw.between(0, 100),
                draw.one(RiskLevel.class),
                draw.one(RiskLevel.class),
                List.of(draw.between(0, 50), draw.between(50, 100)),
                draw.between(0, 10),
                draw.some(this::contribution),
                draw.some(() -> new Scoring.CountedRule(
                        draw.text(),
                        draw.between(0, 100),
                        draw.between(0, 100),
                        draw.maybe(this::duration),
                        draw.between(0, 100))),
                draw.some(() -> new Scoring.WindowState(
                        draw.text(),
                        draw.one(Scoring.WindowKind.class),
                        duration(),
                        draw.between(0, 100),
                        draw.between(0, 100),
                        draw.some(draw::name))),
                draw.some(draw::text));
    }

    private Contribution contribution() {
        return new Contribution(
                draw.text(),
                draw.name(),
                signals.canonicalId(),
                draw.between(0, 100),
                draw.maybe(this::duration),
                draw.instant());
    }

    private RiskControl.Document document(String name) {
        return new RiskControl.Document(new PolicyVersion(name, draw.below(100), draw.name()), draw.text());
    }

    private PolicyVersion policy() {
        return new PolicyVersion(draw.text(), draw.below(100), draw.name());
    }

    private Duration duration() {
        return Duration.ofMillis(1 + draw.below(1_000_000_000));
    }
}
