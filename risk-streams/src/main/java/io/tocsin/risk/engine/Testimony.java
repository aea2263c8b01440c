// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.engine;

import io.tocsin.risk.decision.Effects;
import io.tocsin.risk.decision.Heard;
import io.tocsin.risk.opinion.Evidence;
import io.tocsin.risk.opinion.Opinion;
import io.tocsin.risk.policy.Rule;
import io.tocsin.risk.policy.Staleness;
import io.tocsin.risk.policy.Window;
import io.tocsin.risk.principal.Checks;
import io.tocsin.risk.principal.RiskRecord;
import io.tocsin.risk.regime.Applied;
import io.tocsin.risk.regime.Regime;
import io.tocsin.risk.window.Observations;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.risk.Contribution;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** What a signal says against, or for, a principal: a device's checks, windows, and evidence by each policy's rules. */
final class Testimony {
    /** Silence is known to this part of the time that is allowed for it. */
    private static final int GRAIN = 20;

    private static final int MAX_HOLDING = 8;

    private Testimony() {}

    /** Takes in what holds whatever policy one has. */
    static Heard hear(RiskRecord record, Signal signal, Instant at, Regime regime, Effects effects) {
        for (Applied applied : regime.policies()) {
            for (Staleness watched : applied.policy().staleness()) {
                if (watched.source().equals(signal.source().vendor())
                        && watched.of().contains(record.principal().kind())
                        && record.heard().see(watched.source(), at, grain(watched))) {
                    effects.change();
                }
            }
        }
        Heard.Flip flip = null;
        boolean changed = false;
        boolean mayAdd = true;
        if (signal.payload() instanceof SignalPayload.Compliance told
                && record.principal().kind() == PrincipalKind.DEVICE) {
            ComplianceStatus before = record.checks().overall();
            changed = record.checks().take(signal, told, at);
            ComplianceStatus previous = record.checks().flippedFrom(before, told);
            ComplianceStatus after = record.checks().overall();
            if (previous != null && after != null) {
                flip = new Heard.Flip(previous, after);
                changed = true;
            }
            // a statement about checks that pass, or that a later one overtook, holds nothing against the device
            mayAdd = Checks.failedIn(signal, told).stream()
                    .anyMatch(record.checks().failing()::contains);
        }
        if (changed) {
            effects.change();
        }
        Heard heard = new Heard(signal, at, about(signal), flip, mayAdd, changed);
        for (Applied applied : regime.policies()) {
            for (Rule rule : applied.rulesFor(record.principal().kind(), signal.type())) {
                if (rule.window() != null && observe(record, heard, applied, rule, rule.window())) {
                    effects.change();
                }
            }
        }
        return heard;
    }

    private static boolean observe(RiskRecord record, Heard heard, Applied applied, Rule rule, Window window) {
        boolean matches = heard.is(rule.when());
        boolean counts = window.over() == null ? matches : heard.is(window.over());
        return (matches || counts)
                && record.window(applied.windowKey(rule))
                        .add(window, heard.signal(), heard.facts(), heard.at(), counts, matches);
    }

    /**
     * What one policy made of it.
     *
     * @param evidence its evidence is another now
     * @param changed something is; includes {@code evidence}
     */
    record Weighed(boolean evidence, boolean changed) {
        static final Weighed NOTHING = new Weighed(false, false);
    }

    /** Takes in what one policy makes of it. */
    static Weighed weigh(RiskRecord record, Opinion opinion, Applied applied, Heard heard) {
        Evidence evidence = opinion.evidence();
        boolean changed = heard.signal().payload() instanceof SignalPayload.Compliance
                && record.principal().kind() == PrincipalKind.DEVICE
                && evidence.retain(record.checks().names(), record.checks().failing());
        boolean noted = false;
        for (Rule rule :
                applied.rulesFor(record.principal().kind(), heard.signal().type())) {
            if (rule.clears() != null && heard.is(rule.clears())) {
                int held = evidence.size();
                // what was cleared is remembered, though nothing was there to clear
                noted |= evidence.clear(
                        rule.name(), heard.about(), heard.at(), heard.signal().id());
                changed |= evidence.size() != held;
            }
            if (rule.window() != null) {
                changed |= look(record, opinion, applied, rule, rule.window());
            } else if (heard.mayAdd() && heard.is(rule.when())) {
                changed |= evidence.add(
                        contribution(
                                record, opinion, applied, rule, heard.signal().id(), heard.at()),
                        heard.about());
            }
        }
        evidence.forgetFaded(record.clock());
        return new Weighed(changed, changed || noted);
    }

    /** A signal that is late may complete a window at a later one, or show that it never held. */
    private static boolean look(RiskRecord record, Opinion opinion, Applied applied, Rule rule, Window window) {
        Observations observations = record.seenIn(applied.windowKey(rule));
        if (observations == null) {
            return false;
        }
        // the latest few say it all; a flood would only push other evidence out
        Map<String, Observations.At> holding = observations.holding(window, rule.name(), MAX_HOLDING);
        boolean changed = opinion.evidence().size() > 0
                && opinion.evidence().keepJustified(rule.name(), observations.signals(), holding.keySet());
        for (Map.Entry<String, Observations.At> held : holding.entrySet()) {
            Contribution contribution = contribution(
                    record,
                    opinion,
                    applied,
                    rule,
                    held.getKey(),
                    held.getValue().at());
            if (!Evidence.isFaded(contribution, record.clock())) {
                changed |= opinion.evidence().add(contribution, Set.of());
            }
            opinion.window(held.getValue().state());
        }
        return changed;
    }

    private static Contribution contribution(
            RiskRecord record, Opinion opinion, Applied applied, Rule rule, String signal, Instant at) {
        double factor =
                opinion.doubts(rule.name(), at) ? applied.policy().feedback().factor() : 1;
        return new Contribution(rule.name(), signal, record.principal(), rule.weight() * factor, rule.halfLife(), at);
    }

    static Duration grain(Staleness watched) {
        return Duration.ofMillis(watched.ttl().toMillis() / GRAIN);
    }

    private static Set<String> about(Signal signal) {
        return switch (signal.payload()) {
            case SignalPayload.Threat threat -> Set.of(finding(threat.findingId()));
            case SignalPayload.Compliance compliance -> Checks.failedIn(signal, compliance);
            case SignalPayload.VendorRisk risk ->
                Set.of("assessor:" + signal.source().vendor());
            case SignalPayload.DeviceFacts facts ->
                Set.of("facts:" + signal.source().vendor());
            case SignalPayload.None none -> Set.of();
            case SignalPayload.SessionChange change -> Set.of();
            case SignalPayload.Login login -> Set.of();
            case SignalPayload.CredentialUpdate update -> Set.of();
            case SignalPayload.AccountChange change -> Set.of();
            case SignalPayload.AssuranceChange change -> Set.of();
            case SignalPayload.Merge merge -> Set.of();
            case SignalPayload.Split split -> Set.of();
        };
    }

    /** How evidence names the finding it is about. */
    static String finding(String id) {
        return "finding:" + id;
    }
}
