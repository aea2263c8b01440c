// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.engine;

import io.tocsin.risk.decision.Effects;
import io.tocsin.risk.opinion.Opinion;
import io.tocsin.risk.policy.Propagation;
import io.tocsin.risk.policy.Propagation.Reach;
import io.tocsin.risk.principal.Inflow;
import io.tocsin.risk.principal.Party;
import io.tocsin.risk.principal.RiskRecord;
import io.tocsin.risk.regime.Applied;
import io.tocsin.risk.regime.Regime;
import io.tocsin.schemas.risk.Contribution;
import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.risk.RiskFlow;
import io.tocsin.schemas.risk.RiskFlow.Share;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.PrincipalKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The flows from a device or user to its live sessions, and, where a policy says so, from a device to those who were
 * seen on it, who pass it on to theirs. A flow is a function of the sender's record alone, named by the signal that
 * last changed it: sent again after a crash, or to a session opened later, it is the same flow.
 */
final class Outflows {
    /** The sender's evidence is another now: tells all. */
    void changed(RiskRecord record, Regime regime, String trigger, Instant at, LatencyStamps stamps, Effects effects) {
        boolean flows = regime.policies().stream()
                .anyMatch(applied -> reaches(applied, record.principal().kind(), Reach.Sessions.class)
                                .isPresent()
                        || reaches(applied, record.principal().kind(), Reach.SessionsOfUsers.class)
                                .isPresent());
        boolean passesOn = record.principal().kind() != PrincipalKind.SESSION
                && !record.inflows().all().isEmpty();
        if (flows || passesOn) {
            record.changed(trigger, at);
            effects.change();
            record.sessions().all().forEach(session -> send(record, regime, session, stamps, effects));
            // those who were seen on it long ago too: what is taken back is taken back from them
            sighted(record, regime, record.users().all(), stamps, effects);
        }
    }

    /** Somebody was seen on it, for the first time or after a while: tells those how things are. */
    void sighted(RiskRecord record, Regime regime, List<CanonicalId> users, LatencyStamps stamps, Effects effects) {
        users.forEach(user -> pass(record, regime, user, stamps, effects));
    }

    /** A session was opened on it: tells that one how things are. */
    void opened(RiskRecord record, Regime regime, CanonicalId session, LatencyStamps stamps, Effects effects) {
        send(record, regime, session, stamps, effects);
    }

    /** An input came again: sends what it had sent. */
    void repeat(
            RiskRecord record,
            Regime regime,
            String trigger,
            @Nullable CanonicalId session,
            LatencyStamps stamps,
            Effects effects) {
        if (record.lastChange().filter(last -> last.trigger().equals(trigger)).isPresent()) {
            record.sessions().toldLast().forEach(each -> send(record, regime, each, stamps, effects));
        } else if (session != null && record.sessions().contains(session)) {
            send(record, regime, session, stamps, effects);
        }
        sighted(record, regime, record.users().all(), stamps, effects);
    }

    /** A session is over: its device and its user need not tell it anything any more. */
    void over(RiskRecord session, String trigger, LatencyStamps stamps, Effects effects) {
        if (session.principal().kind() != PrincipalKind.SESSION) {
            return;
        }
        for (Party party : new @Nullable Party[] {session.device(), session.user()}) {
            if (party != null) {
                over(session, party.id(), trigger, stamps, effects);
            }
        }
    }

    void over(RiskRecord session, CanonicalId to, String trigger, LatencyStamps stamps, Effects effects) {
        effects.flow(new RiskFlow(session.principal(), to, trigger, session.clock(), List.of(), stamps));
    }

    static RiskFlow readdressed(RiskFlow flow, CanonicalId to) {
        return new RiskFlow(flow.from(), to, flow.trigger(), flow.at(), flow.shares(), flow.stamps(), flow.fold());
    }

    private static Optional<Propagation> reaches(Applied applied, PrincipalKind from, Class<? extends Reach> reach) {
        return applied.policy().propagation().stream()
                .filter(p -> p.from() == from && reach.isInstance(p.to()))
                .findFirst();
    }

    private void send(RiskRecord record, Regime regime, CanonicalId session, LatencyStamps stamps, Effects effects) {
        record.lastChange()
                .ifPresent(last -> flow(record, session, last.trigger(), last.at(), toSessions(record, regime), stamps)
                        .ifPresent(effects::flow));
    }

    /** As of the last change, or of when the user was seen on it again. */
    private void pass(RiskRecord record, Regime regime, CanonicalId user, LatencyStamps stamps, Effects effects) {
        Instant seen = record.users().of(user).orElse(Instant.MIN);
        record.lastChange()
                .ifPresent(last -> flow(
                                record,
                                user,
                                last.trigger(),
                                seen.isAfter(last.at()) ? seen : last.at(),
                                toUser(record, regime, seen),
                                stamps)
                        .ifPresent(effects::flow));
    }

    private static Optional<RiskFlow> flow(
            RiskRecord record, CanonicalId to, String trigger, Instant at, List<Share> shares, LatencyStamps stamps) {
        return shares.isEmpty()
                ? Optional.empty()
                : Optional.of(new RiskFlow(record.principal(), to, trigger, at, shares, stamps));
    }

    /** Empty where no policy lets anything flow. */
    private static List<Share> toSessions(RiskRecord record, Regime regime) {
        boolean any = false;
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < regime.policies().size(); i++) {
            Applied applied = regime.policies().get(i);
            Optional<Propagation> propagation =
                    reaches(applied, record.principal().kind(), Reach.Sessions.class);
            any |= propagation.isPresent();
            List<Contribution> contributions =
                    propagation.isPresent() ? weighed(record.opinions().get(i), propagation.get()) : new ArrayList<>();
            // on its way from a device to the sessions of those who were seen on it
            for (Inflow inflow : record.inflows().all()) {
                any = true;
                contributions.addAll(inflow.under(applied.policy().version()));
            }
            shares.add(new Share(applied.policy().version(), contributions));
        }
        return any ? shares : List.of();
    }

    /** By each policy's own look back: nothing any more of one to whom the user was on it too long ago. */
    private static List<Share> toUser(RiskRecord record, Regime regime, Instant seen) {
        boolean any = false;
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < regime.policies().size(); i++) {
            Applied applied = regime.policies().get(i);
            Optional<Propagation> propagation =
                    reaches(applied, record.principal().kind(), Reach.SessionsOfUsers.class);
            any |= propagation.isPresent();
            boolean lately = propagation.isPresent()
                    && propagation.get().to() instanceof Reach.SessionsOfUsers users
                    && !seen.isBefore(record.clock().minus(users.observedWithin()));
            shares.add(new Share(
                    applied.policy().version(),
                    lately ? weighed(record.opinions().get(i), propagation.get()) : List.of()));
        }
        return any ? shares : List.of();
    }

    private static List<Contribution> weighed(Opinion opinion, Propagation propagation) {
        List<Contribution> contributions = new ArrayList<>();
        opinion.evidence().contributions().forEach(c -> contributions.add(times(c, propagation.factor())));
        return contributions;
    }

    private static Contribution times(Contribution c, double factor) {
        return new Contribution(c.rule(), c.signalId(), c.origin(), c.weight() * factor, c.halfLife(), c.since());
    }
}
