// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.decision;

import io.tocsin.risk.policy.Policy;
import io.tocsin.risk.policy.Response;
import io.tocsin.risk.policy.event.Occasion;
import io.tocsin.risk.policy.event.Payload;
import io.tocsin.risk.policy.event.Send;
import io.tocsin.risk.principal.Lifecycle;
import io.tocsin.risk.principal.Remembered;
import io.tocsin.risk.principal.RiskRecord;
import io.tocsin.schemas.event.Circumstances;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.event.LocalizedText;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.Outcome;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.RiskLevel;
import io.tocsin.schemas.subject.Subject;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which of the policy's responses a change brings about, as decisions that are kept in the record. */
final class Verdicts {
    private final Policy policy;
    private final Function<Decision, byte[]> bytes;

    /** @param bytes the decision as its topic carries it */
    Verdicts(Policy policy, Function<Decision, byte[]> bytes) {
        this.policy = policy;
        this.bytes = bytes;
    }

    /** Compliance before and after, where it flipped. */
    record Flip(ComplianceStatus previous, ComplianceStatus current) {}

    /**
     * What one input changed.
     *
     * @param before the level as receivers know it
     * @param settled the level once what faded meanwhile is taken off; a rise counts from here
     */
    record Change(
            RiskLevel before,
            RiskLevel settled,
            Score score,
            @Nullable Flip flip) {}

    /** Decides; a session that is revoked on the way is over, and nothing more is decided for it. */
    void decide(RiskRecord record, Cause cause, Change change, Effects effects) {
        for (Response response : policy.responses()) {
            if (record.lifecycle() == Lifecycle.LIVE
                    && response.of().contains(record.principal().kind())
                    && applies(response.on(), record, cause, change)) {
                Remembered decision = decision(response, record, cause, change);
                record.remember(decision);
                effects.decide(decision);
                if (response.send() instanceof Send.SessionRevoked
                        && record.principal().kind() == PrincipalKind.SESSION) {
                    record.close();
                }
            }
        }
    }

    private static boolean applies(Response.On on, RiskRecord record, Cause cause, Change change) {
        return switch (on) {
            case Response.On.LevelReached reached ->
                !cause.ends()
                        && change.settled.compareTo(reached.level()) < 0
                        && record.level().compareTo(reached.level()) >= 0;
            case Response.On.LevelChanged() ->
                !cause.ends() && change.before != RiskLevel.UNKNOWN && record.level() != change.before;
            case Response.On.LevelLeft left ->
                !cause.ends()
                        && change.before.compareTo(left.level()) >= 0
                        && record.level().compareTo(left.level()) < 0;
            case Response.On.ComplianceChanged changed ->
                change.flip != null && (changed.to() == null || changed.to() == change.flip.current);
            case Response.On.WentStale stale -> false;
            case Response.On.HeardAgain heard -> false;
            case Response.On.Told told ->
                cause.facts() != null && told.condition().matches(cause.facts());
        };
    }

    private Remembered decision(Response response, RiskRecord record, Cause cause, Change change) {
        Optional<Subject> subject = SetSubjects.of(record);
        Payload payload = Payload.of(response.send(), occasion(response, record, cause, change));
        Event event = payload instanceof Payload.Made made ? made.event() : null;
        String id = DecisionId.derive(record.principal(), policy.version(), cause.trigger(), response.name());
        Decision decision = new Decision(
                id,
                cause.shared() ? cause.trigger() : id,
                record.principal(),
                new Decision.InForce(policy.version(), Decision.Mode.ENFORCE, Decision.InForce.CONFIGURED),
                response.name(),
                new Decision.Trigger.Told(cause.trigger()),
                verdict(record, subject.isPresent(), payload),
                change.score.scoring(policy, change.before, record.level()),
                record.clock(),
                subject.orElse(null),
                event);
        return new Remembered(
                cause.input(),
                cause.trigger(),
                bytes.apply(decision),
                cause.stamps().source(),
                cause.stamps().ingested());
    }

    private static Decision.Verdict verdict(RiskRecord record, boolean named, Payload payload) {
        if (!named) {
            return new Decision.Verdict(
                    Outcome.SUPPRESSED,
                    Decision.Cause.NO_SUBJECT,
                    "no identifier of the " + record.principal().kind() + " is known that a receiver could match",
                    null);
        }
        return payload instanceof Payload.Lacks lacks
                ? new Decision.Verdict(
                        Outcome.SUPPRESSED,
                        Decision.Cause.INCOMPLETE,
                        "neither the policy nor the signal gives " + lacks.member() + ", which the event must have",
                        null)
                : Decision.Verdict.EMITTED;
    }

    private static Occasion occasion(Response response, RiskRecord record, Cause cause, Change change) {
        boolean told = response.on() instanceof Response.On.Told;
        InitiatingEntity by = told && cause.by() != null ? cause.by() : response.initiatingEntity();
        var rules = change.score.ruleNames();
        LocalizedText user = response.reasonUser() == null
                ? LocalizedText.NONE
                : response.reasonUser().fill(rules);
        return new Occasion(
                record.principal().kind(),
                new Circumstances(cause.at(), by, response.reasonAdmin().fill(rules), user),
                change.before,
                record.level(),
                change.flip == null ? null : change.flip.previous,
                change.flip == null ? null : change.flip.current,
                rules,
                cause.facts(),
                null);
    }
}
