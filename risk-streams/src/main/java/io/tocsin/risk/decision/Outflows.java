// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.decision;

import io.tocsin.risk.policy.Policy;
import io.tocsin.risk.policy.Propagation;
import io.tocsin.risk.principal.Party;
import io.tocsin.risk.principal.RiskRecord;
import io.tocsin.schemas.risk.Contribution;
import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.risk.RiskFlow;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.PrincipalKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The flows from a device or user to its live sessions. A flow is a function of the sender's record alone, named by the
 * signal that last changed it: sent again after a crash, or to a session opened later, it is the same flow.
 */
final class Outflows {
    private final Policy policy;

    Outflows(Policy policy) {
        this.policy = policy;
    }

    /** The sender's evidence is another now: tells every session. */
    void changed(RiskRecord record, String trigger, Instant at, LatencyStamps stamps, Effects effects) {
        if (policy.toSessions(record.principal().kind()).isPresent()) {
            record.changed(trigger, at);
            effects.change();
            record.sessions().all().forEach(session -> send(record, session, stamps, effects));
        }
    }

    /** A session was opened on it: tells that one how things are. */
    void opened(RiskRecord record, CanonicalId session, LatencyStamps stamps, Effects effects) {
        send(record, session, stamps, effects);
    }

    /** An input came again: sends what it had sent. */
    void repeat(
            RiskRecord record, String trigger, @Nullable CanonicalId session, LatencyStamps stamps, Effects effects) {
        if (record.lastChange().filter(last -> last.trigger().equals(trigger)).isPresent()) {
            record.sessions().toldLast().forEach(each -> send(record, each, stamps, effects));
        } else if (session != null && record.sessions().contains(session)) {
            send(record, session, stamps, effects);
        }
    }

    /** A session was revoked here: its device and its user need not tell it anything any more. */
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

    private void send(RiskRecord record, CanonicalId session, LatencyStamps stamps, Effects effects) {
        Optional<Propagation> propagation = policy.toSessions(record.principal().kind());
        if (propagation.isEmpty() || record.lastChange().isEmpty()) {
            return;
        }
        double factor = propagation.get().factor();
        List<Contribution> contributions = record.evidence().contributions().stream()
                .map(c -> new Contribution(
                        c.rule(), c.signalId(), c.origin(), c.weight() * factor, c.halfLife(), c.since()))
                .toList();
        RiskRecord.Change last = record.lastChange().get();
        effects.flow(new RiskFlow(
                record.principal(),
                session,
                last.trigger(),
                last.at(),
                List.of(new RiskFlow.Share(policy.version(), contributions)),
                stamps));
    }
}
