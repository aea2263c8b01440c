// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.decision;

import io.tocsin.risk.policy.Policy;
import io.tocsin.risk.policy.Rule;
import io.tocsin.risk.policy.condition.SignalFacts;
import io.tocsin.risk.principal.Checks;
import io.tocsin.risk.principal.Evidence;
import io.tocsin.risk.principal.RiskRecord;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.risk.Contribution;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a signal says against, or for, a principal: evidence by the policy's rules, and a device's checks. */
final class Testimony {
    private final Policy policy;

    Testimony(Policy policy) {
        this.policy = policy;
    }

    /**
     * What was heard.
     *
     * @param evidence the evidence is another now
     * @param changed something is; includes {@code evidence}
     */
    record Heard(@Nullable SignalFacts facts, boolean evidence, boolean changed, Verdicts.@Nullable Flip flip) {
        static final Heard NOTHING = new Heard(null, false, false, null);
    }

    Heard hear(RiskRecord record, Signal signal, Instant at) {
        SignalFacts facts = SignalFacts.of(signal);
        Evidence evidence = record.evidence();
        boolean changed = false;
        boolean evidenceChanged = false;
        Verdicts.Flip flip = null;
        boolean mayAdd = true;
        if (signal.payload() instanceof SignalPayload.Compliance told
                && record.principal().kind() == PrincipalKind.DEVICE) {
            ComplianceStatus before = record.checks().overall();
            changed = record.checks().take(signal, told, at);
            ComplianceStatus after = record.checks().overall();
            ComplianceStatus previous = before == null ? told.previous() : before;
            if (changed && previous != null && after != null && previous != after) {
                flip = new Verdicts.Flip(previous, after);
            }
            // a statement about checks that pass, or that a later one overtook, holds nothing against the device
            mayAdd = Checks.failedIn(signal, told).stream()
                    .anyMatch(record.checks().failing()::contains);
            evidenceChanged =
                    evidence.retain(record.checks().names(), record.checks().failing());
        }
        Set<String> about = about(signal);
        for (Rule rule : policy.rules()) {
            if (!rule.of().contains(record.principal().kind())) {
                continue;
            }
            if (rule.clears() != null && rule.clears().matches(facts)) {
                int held = evidence.size();
                changed |= evidence.clear(rule.name(), about, at, signal.id());
                evidenceChanged |= evidence.size() != held;
            }
            if (mayAdd && rule.when().matches(facts)) {
                evidenceChanged |= evidence.add(
                        new Contribution(
                                rule.name(), signal.id(), record.principal(), rule.weight(), rule.halfLife(), at),
                        about);
            }
        }
        evidence.forgetFaded(record.clock());
        return new Heard(facts, evidenceChanged, changed || evidenceChanged, flip);
    }

    /** What later evidence would have to be about to replace this, or to take it back. */
    private static Set<String> about(Signal signal) {
        return switch (signal.payload()) {
            case SignalPayload.Threat threat -> Set.of("finding:" + threat.findingId());
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
}
