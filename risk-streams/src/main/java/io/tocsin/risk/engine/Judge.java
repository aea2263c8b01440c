// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.engine;

import io.tocsin.risk.concern.LoopGuard;
import io.tocsin.risk.decision.Cause;
import io.tocsin.risk.decision.Echoes;
import io.tocsin.risk.decision.Effects;
import io.tocsin.risk.decision.Heard;
import io.tocsin.risk.decision.Rulings;
import io.tocsin.risk.opinion.Opinion;
import io.tocsin.risk.principal.Inflow;
import io.tocsin.risk.principal.RiskRecord;
import io.tocsin.risk.principal.RiskRecord.Lifecycle;
import io.tocsin.risk.principal.RiskRecords;
import io.tocsin.risk.regime.Regime;
import io.tocsin.schemas.risk.Decision.Trigger;
import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.risk.RiskFlow;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes one signal into one record. An input that was taken in before changes nothing, but what it brought about is
 * forwarded again: whoever sends it again may have lost our answer.
 */
final class Judge {
    private final Conclusion conclusion;
    private final Outflows outflows;
    private final Rulings rulings;
    private final Echoes echoes;
    private final Influx influx;

    Judge(Conclusion conclusion, Outflows outflows, Rulings rulings, Echoes echoes, Influx influx) {
        this.conclusion = conclusion;
        this.outflows = outflows;
        this.rulings = rulings;
        this.echoes = echoes;
        this.influx = influx;
    }

    /** Takes in a signal that the identity stage addressed to this principal. */
    void take(RiskRecord record, Signal signal, Regime regime, Effects effects) {
        if (signal.payload() instanceof SignalPayload.Merge merge
                && merge.absorbed().equals(record.principal())) {
            mergeAway(record, merge.surviving(), signal, effects);
            return;
        }
        if (record.mergedInto().isPresent()) {
            effects.redirect(record.mergedInto().get(), signal);
            return;
        }
        LatencyStamps stamps = stamps(signal);
        if (!LoopGuard.isEvidence(signal)) {
            echoes.hear(record, signal, regime, stamps, effects);
            return;
        }
        CanonicalId session = id(signal.session());
        // before the question whether it was seen: the sessions of a revoked user share one signal id
        if (isOver(signal) && session != null && record.sessions().unbind(session)) {
            effects.change();
        }
        if (record.hasSeen(signal.id())) {
            influx.again(record, signal.id(), regime, stamps, effects);
            outflows.repeat(record, regime, signal.id(), session, stamps, effects);
            return;
        }
        Instant at = Heard.eventTime(signal);
        record.advance(at);
        List<Conclusion.Before> before = conclusion.before(record, regime);
        boolean merged = signal.payload() instanceof SignalPayload.Merge merge && succeed(record, merge);
        boolean isSession = record.principal().kind() == PrincipalKind.SESSION;
        boolean isDevice = record.principal().kind() == PrincipalKind.DEVICE;
        // nobody else keeps who else is meant
        boolean self = record.know(
                own(record, signal),
                isSession || isDevice ? signal.user() : null,
                isSession ? signal.device() : null,
                signal.times().ingested());
        List<CanonicalId> sighted = isDevice && signal.device() != null
                ? record.sight(signal.device().observed())
                : List.of();
        if (!sighted.isEmpty()) {
            effects.change();
        }
        boolean ends = isSession && isOver(signal);
        boolean opened = isSession && record.open(at);
        boolean bound = session != null
                && !isSession
                && !isOver(signal)
                && record.sessions().bind(session, at);
        boolean lives = record.lifecycle() != Lifecycle.OVER;
        if (isSession && lives && signal.payload() instanceof SignalPayload.SessionChange change) {
            lasts(record, change, effects);
        }
        Heard heard = lives ? Testimony.hear(record, signal, at, regime, effects) : null;
        List<Testimony.Weighed> weighed = weigh(record, regime, heard);
        boolean evidence = false;
        boolean changed = false;
        for (Testimony.Weighed each : weighed) {
            evidence |= each.evidence();
            changed |= each.changed();
        }
        boolean known = self || opened || bound || merged || (heard != null && heard.changed());
        if (known || changed) {
            effects.change();
        }

        boolean all = signal.payload() instanceof SignalPayload.SessionChange change && change.allSessions();
        // the end of one session says nothing of its user or device as such: they only take note
        Cause cause = new Cause(
                signal.id(),
                new Trigger.Told(signal.id()),
                signal.source().connector(),
                all,
                ends,
                at,
                stamps,
                isOver(signal) && !isSession && !all ? null : heard,
                signal.initiatingEntity(),
                renaming(signal));
        if (opened) {
            Optional<Inflow> waiting = record.inflows().latest();
            if (!evidence && waiting.isPresent()) {
                // the flow came first and had to wait: it is the trigger, whichever of the two arrives first
                cause = cause.triggeredBy(
                        waiting.get().trigger(), Influx.later(waiting.get().at(), record.opened()));
            }
            influx.judgeEarly(record, regime, cause, effects);
        }
        conclusion.draw(
                record,
                regime,
                before,
                cause,
                heard == null ? null : heard.flip(),
                known,
                merged || opened ? all(weighed) : weighed,
                effects);
        if (ends && record.close()) {
            rulings.withdrawAll(record, cause, effects);
            effects.change();
        }
        if (isOver(signal) && cause.shared() && !isSession) {
            record.sessions().unbindOpenedUntil(at);
        }
        if (evidence) {
            outflows.changed(record, regime, signal.id(), at, stamps, effects);
        } else {
            if (bound && session != null) {
                outflows.opened(record, regime, session, stamps, effects);
            }
            outflows.sighted(record, regime, sighted, stamps, effects);
        }
        if (effects.changed()) {
            record.see(signal.id());
        }
    }

    private static List<Testimony.Weighed> weigh(RiskRecord record, Regime regime, @Nullable Heard heard) {
        List<Opinion> opinions = record.opinions();
        List<Testimony.Weighed> weighed = new ArrayList<>(opinions.size());
        for (int i = 0; i < opinions.size(); i++) {
            weighed.add(
                    heard == null
                            ? Testimony.Weighed.NOTHING
                            : Testimony.weigh(
                                    record, opinions.get(i), regime.policies().get(i), heard));
        }
        return weighed;
    }

    /** What was told before is assessed anew, though the evidence is the same. */
    private static List<Testimony.Weighed> all(List<Testimony.Weighed> weighed) {
        return weighed.stream()
                .map(each -> new Testimony.Weighed(true, each.changed()))
                .toList();
    }

    private static void lasts(RiskRecord record, SignalPayload.SessionChange change, Effects effects) {
        Instant expires = change.expires();
        if (expires != null && !record.expires().equals(Optional.of(expires))) {
            record.expires(expires);
            effects.change();
        }
    }

    private static void mergeAway(RiskRecord record, CanonicalId surviving, Signal signal, Effects effects) {
        if (record.mergedInto().isEmpty()) {
            record.mergeInto(surviving);
            effects.change();
        }
        effects.forget();
        String fold = Base64.getEncoder().encodeToString(RiskRecords.write(record));
        effects.flow(new RiskFlow(
                record.principal(), surviving, signal.id(), Heard.eventTime(signal), List.of(), stamps(signal), fold));
    }

    private static boolean succeed(RiskRecord record, SignalPayload.Merge merge) {
        if (record.principal().kind() != PrincipalKind.SESSION || !record.dependsOn(merge.absorbed())) {
            return false;
        }
        record.inflows().succeed(merge.absorbed(), merge.surviving());
        return true;
    }

    private static LatencyStamps stamps(Signal signal) {
        return new LatencyStamps(signal.times().event(), signal.times().ingested(), null, null, null, null, null);
    }

    private static Cause.@Nullable Renaming renaming(Signal signal) {
        return signal.payload() instanceof SignalPayload.AccountChange change && change.newIdentifier() != null
                ? new Cause.Renaming(
                        change.oldIdentifier(), change.newIdentifier().value())
                : null;
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
}
