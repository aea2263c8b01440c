// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.decision;

import io.tocsin.risk.concern.LoopGuard;
import io.tocsin.risk.policy.Policy;
import io.tocsin.risk.policy.Rule;
import io.tocsin.risk.principal.Inflow;
import io.tocsin.risk.principal.Lifecycle;
import io.tocsin.risk.principal.Party;
import io.tocsin.risk.principal.RiskRecord;
import io.tocsin.risk.principal.RiskRecords;
import io.tocsin.schemas.risk.Contribution;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.risk.RiskAssessment;
import io.tocsin.schemas.risk.RiskFlow;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.RiskLevel;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes one input into one record. An input that was taken in before changes nothing, but what it brought about is
 * forwarded again: whoever sends it again may have lost our answer.
 */
public final class Judge {
    private final Policy policy;
    private final Map<String, Rule> rules;
    private final Verdicts verdicts;
    private final Testimony testimony;
    private final Outflows outflows;

    /** @param bytes a decision as its topic carries it */
    public Judge(Policy policy, Function<Decision, byte[]> bytes) {
        this.policy = policy;
        this.rules = policy.rules().stream().collect(Collectors.toUnmodifiableMap(Rule::name, Function.identity()));
        this.verdicts = new Verdicts(policy, bytes);
        this.testimony = new Testimony(policy);
        this.outflows = new Outflows(policy);
    }

    /** Takes in a signal that the identity stage addressed to this principal. */
    public void take(RiskRecord record, Signal signal, Effects effects) {
        if (signal.payload() instanceof SignalPayload.Merge merge
                && merge.absorbed().equals(record.principal())) {
            mergeAway(record, merge.surviving(), signal, effects);
            return;
        }
        if (record.mergedInto().isPresent()) {
            effects.redirect(record.mergedInto().get(), signal);
            return;
        }
        if (!LoopGuard.isEvidence(signal)) {
            return;
        }
        CanonicalId session = id(signal.session());
        // before the question whether it was seen: the sessions of a revoked user share one signal id
        if (isOver(signal) && session != null && record.sessions().unbind(session)) {
            effects.change();
        }
        LatencyStamps stamps =
                new LatencyStamps(signal.times().event(), signal.times().ingested(), null, null, null, null, null);
        if (record.hasSeen(signal.id())) {
            again(record, signal.id(), stamps, effects);
            outflows.repeat(record, signal.id(), session, stamps, effects);
            return;
        }
        Instant at = eventTime(signal);
        RiskLevel before = record.level();
        RiskLevel settled = settle(record, at);
        boolean merged = signal.payload() instanceof SignalPayload.Merge merge && succeed(record, merge);
        boolean self = record.know(
                Party.of(own(record, signal)),
                Party.of(signal.user()),
                Party.of(signal.device()),
                signal.times().ingested());
        boolean isSession = record.principal().kind() == PrincipalKind.SESSION;
        boolean ends = isSession && isOver(signal);
        boolean opened = isSession && record.open(at);
        boolean bound = session != null
                && !isSession
                && !isOver(signal)
                && record.sessions().bind(session, at);
        Testimony.Heard heard =
                record.lifecycle() == Lifecycle.OVER ? Testimony.Heard.NOTHING : testimony.hear(record, signal, at);
        if (self || opened || bound || merged || heard.changed()) {
            effects.change();
        }

        boolean all = signal.payload() instanceof SignalPayload.SessionChange change && change.allSessions();
        // the end of one session says nothing of its user or device as such: they only take note
        Cause cause = new Cause(
                signal.id(),
                signal.id(),
                all,
                ends,
                at,
                stamps,
                isOver(signal) && !isSession && !all ? null : heard.facts(),
                signal.initiatingEntity());
        Optional<Inflow> waiting = record.latestInflow();
        if (opened && !heard.evidence() && waiting.isPresent()) {
            // the flow came first and had to wait: it is the trigger, whichever of the two arrives first
            cause = cause.triggeredBy(
                    waiting.get().trigger(), later(waiting.get().at(), record.opened()));
        }
        conclude(record, cause, before, settled, heard.flip(), heard.evidence() || merged || opened, effects);
        if (ends && record.close()) {
            effects.change();
        }
        if (isOver(signal) && cause.shared() && !isSession) {
            record.sessions().unbindOpenedUntil(at);
        }
        if (heard.evidence()) {
            outflows.changed(record, signal.id(), at, stamps, effects);
        } else if (bound && session != null) {
            outflows.opened(record, session, stamps, effects);
        }
        if (effects.changed()) {
            record.see(signal.id());
        }
    }

    /** Takes in what another principal contributes, or the record of one that turned out to be this one. */
    public void take(RiskRecord record, RiskFlow flow, Effects effects) {
        if (record.mergedInto().isPresent()) {
            effects.flow(Outflows.readdressed(flow, record.mergedInto().get()));
            return;
        }
        if (flow.from().kind() == PrincipalKind.SESSION && record.principal().kind() != PrincipalKind.SESSION) {
            // a session has nothing to contribute but its end
            if (record.sessions().unbind(flow.from())) {
                effects.change();
            }
            return;
        }
        String input = flow.from().text() + "|" + flow.trigger();
        if (record.hasSeen(input)) {
            again(record, input, flow.stamps(), effects);
            outflows.repeat(record, flow.trigger(), null, flow.stamps(), effects);
            return;
        }
        if (record.lifecycle() == Lifecycle.OVER) {
            // whoever still tells it things has not heard
            outflows.over(record, flow.from(), flow.trigger(), flow.stamps(), effects);
            return;
        }
        if (record.isPredecessor(flow.from())) {
            return;
        }
        effects.change();
        RiskLevel before = record.level();
        RiskLevel settled = settle(record, flow.at());
        String fold = flow.fold();
        if (fold == null) {
            record.receive(flow.from(), new Inflow(flow.trigger(), flow.at(), share(flow)));
        } else {
            record.absorb(RiskRecords.read(Base64.getDecoder().decode(fold)));
        }
        Cause cause = new Cause(
                input, flow.trigger(), false, false, later(flow.at(), record.opened()), flow.stamps(), null, null);
        conclude(record, cause, before, settled, null, true, effects);
        if (fold != null) {
            outflows.changed(record, flow.trigger(), flow.at(), flow.stamps(), effects);
        }
        record.see(input);
    }

    private void conclude(
            RiskRecord record,
            Cause cause,
            RiskLevel before,
            RiskLevel settled,
            Verdicts.@Nullable Flip flip,
            boolean scored,
            Effects effects) {
        if (record.lifecycle() != Lifecycle.LIVE) {
            return;
        }
        Score score = Score.of(record, rules, record.clock());
        record.level(
                effects.changed() || record.level() != RiskLevel.UNKNOWN
                        ? policy.levels().of(score.value(), settled)
                        : RiskLevel.UNKNOWN);
        verdicts.decide(record, cause, new Verdicts.Change(before, settled, score, flip), effects);
        if (record.level() != before) {
            effects.change();
        }
        if (record.level() != before || (scored && effects.changed())) {
            effects.assess(assessment(record, score));
        }
        if (record.lifecycle() == Lifecycle.OVER) {
            outflows.over(record, cause.trigger(), cause.stamps(), effects);
        }
    }

    private void again(RiskRecord record, String input, LatencyStamps stamps, Effects effects) {
        record.decisionsFor(input).forEach(effects::repeat);
        if (record.level() != RiskLevel.UNKNOWN) {
            effects.assess(assessment(record, Score.of(record, rules, record.clock())));
        }
        if (record.lifecycle() == Lifecycle.OVER && !record.decisionsFor(input).isEmpty()) {
            outflows.over(record, input, stamps, effects);
        }
    }

    /** Moves the clock on, and takes off what has faded since; the level this leaves is where a rise counts from. */
    private RiskLevel settle(RiskRecord record, Instant at) {
        record.advance(at);
        if (record.level() == RiskLevel.UNKNOWN) {
            return RiskLevel.UNKNOWN;
        }
        return policy.levels().of(Score.of(record, rules, record.clock()).value(), record.level());
    }

    private void mergeAway(RiskRecord record, CanonicalId surviving, Signal signal, Effects effects) {
        if (!record.mergedInto().isPresent()) {
            record.mergeInto(surviving);
            effects.change();
        }
        effects.forget();
        String fold = Base64.getEncoder().encodeToString(RiskRecords.write(record));
        effects.flow(new RiskFlow(
                record.principal(),
                surviving,
                signal.id(),
                eventTime(signal),
                List.of(),
                new LatencyStamps(signal.times().event(), signal.times().ingested(), null, null, null, null, null),
                fold));
    }

    private static boolean succeed(RiskRecord record, SignalPayload.Merge merge) {
        if (record.principal().kind() != PrincipalKind.SESSION || !record.dependsOn(merge.absorbed())) {
            return false;
        }
        record.succeed(merge.absorbed(), merge.surviving());
        return true;
    }

    private RiskAssessment assessment(RiskRecord record, Score score) {
        return new RiskAssessment(
                record.principal(),
                policy.version(),
                score.scoring(policy, record.level(), record.level()),
                record.clock());
    }

    private List<Contribution> share(RiskFlow flow) {
        return flow.shares().stream()
                .filter(share -> share.policy().equals(policy.version()))
                .findFirst()
                .map(RiskFlow.Share::contributions)
                .orElse(List.of());
    }

    private static boolean isOver(Signal signal) {
        return signal.type() == SignalType.SESSION_ENDED || signal.type() == SignalType.SESSION_REVOKED;
    }

    private static @Nullable Entity own(RiskRecord record, Signal signal) {
        return switch (record.principal().kind()) {
            case USER, WORKLOAD -> signal.user();
            case DEVICE -> signal.device();
            case SESSION -> signal.session();
        };
    }

    private static @Nullable CanonicalId id(@Nullable Entity entity) {
        return entity == null ? null : entity.canonicalId();
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    /** A source whose clock runs ahead must not make everything else look old. */
    static Instant eventTime(Signal signal) {
        Instant event = signal.times().event();
        return event.isAfter(signal.times().ingested()) ? signal.times().ingested() : event;
    }
}
