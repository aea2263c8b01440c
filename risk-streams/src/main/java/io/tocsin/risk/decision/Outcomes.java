// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.decision;

import static java.util.Objects.requireNonNull;

import io.tocsin.risk.opinion.Held;
import io.tocsin.risk.opinion.Opinion;
import io.tocsin.risk.opinion.Remembered;
import io.tocsin.risk.policy.Exemption;
import io.tocsin.risk.policy.Response;
import io.tocsin.risk.policy.event.Payload;
import io.tocsin.risk.policy.event.Send;
import io.tocsin.risk.principal.Head;
import io.tocsin.risk.principal.Party;
import io.tocsin.risk.principal.RiskRecord;
import io.tocsin.risk.regime.Applied;
import io.tocsin.risk.regime.Neighbourhood;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.Decision.Verdict;
import io.tocsin.schemas.risk.Grounds;
import io.tocsin.schemas.risk.Outcome;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What becomes of a decision: whether it is sent, and if not, why; and what that means for the principal. */
public final class Outcomes {
    private final Neighbourhood around;
    private final Function<Decision, byte[]> bytes;

    /** @param bytes a decision as its topic carries it */
    public Outcomes(Neighbourhood around, Function<Decision, byte[]> bytes) {
        this.around = around;
        this.bytes = bytes;
    }

    /** In this order: can it be told at all; is the principal exempt; would it be too many; is it said for real. */
    public Verdict of(
            RiskRecord record,
            Applied applied,
            Response response,
            Cause cause,
            Optional<Subject> subject,
            Payload payload,
            Grounds grounds) {
        if (subject.isEmpty()) {
            return suppressed(
                    applied,
                    Decision.Cause.NO_SUBJECT,
                    "no identifier of the " + record.principal().kind() + " is known that a receiver could match");
        }
        if (payload instanceof Payload.Lacks lacks) {
            return suppressed(
                    applied,
                    Decision.Cause.INCOMPLETE,
                    "neither the policy nor the signal gives " + lacks.member() + ", which the event must have");
        }
        Optional<Exemption> exemption = applied.policy().exempting(response.name(), names(record), cause.at());
        if (exemption.isPresent()) {
            return suppressed(
                    applied,
                    Decision.Cause.EXEMPTION,
                    exemption.get().name() + ": " + exemption.get().reason());
        }
        Grounds.Counted counted = grounds.breaker();
        if (counted != null && counted.tripped()) {
            return new Verdict(
                    applied.isShadow() ? Outcome.SHADOW : Outcome.HELD,
                    Decision.Cause.BREAKER,
                    "more " + record.principal().kind() + "s than the breaker allows would be revoked by the policy"
                            + " itself",
                    null);
        }
        return applied.isShadow() ? new Verdict(Outcome.SHADOW, Decision.Cause.NONE, null, null) : Verdict.EMITTED;
    }

    /** Why a response is made, and what could stand in its way. */
    Grounds grounds(RiskRecord record, Applied applied, Response response, Cause cause, Change change) {
        return new Grounds(
                on(response.on(), change),
                change.settled(),
                change.at(),
                null,
                applied.policy()
                        .exempting(response.name(), names(record), cause.at())
                        .map(Exemption::name)
                        .orElse(null),
                isAutomatic(response)
                        ? around.counted(applied, record.principal(), cause.connector(), record.clock())
                        : null);
    }

    static Grounds.On on(Response.On on, Change change) {
        return switch (on) {
            case Response.On.LevelReached reached -> new Grounds.On.LevelReached(reached.level());
            case Response.On.LevelLeft left -> new Grounds.On.LevelLeft(left.level());
            case Response.On.LevelChanged() -> new Grounds.On.LevelChanged();
            case Response.On.ComplianceChanged changed -> {
                Heard.Flip flip = requireNonNull(change.flip(), "flip");
                yield new Grounds.On.ComplianceChanged(flip.previous(), flip.current());
            }
            case Response.On.Told told -> new Grounds.On.Told();
            case Response.On.WentStale stale -> new Grounds.On.WentStale(stale.source());
            case Response.On.HeardAgain heard -> new Grounds.On.HeardAgain(heard.source());
        };
    }

    /** Keeps the decision, and lets it have its effect on what is known. */
    public void carryOut(
            RiskRecord record,
            Opinion opinion,
            Applied applied,
            Response response,
            Cause cause,
            Decision decision,
            Effects effects) {
        Remembered remembered = note(opinion, cause, decision, effects);
        Decision.Cause why = decision.verdict().cause();
        boolean goes = why == Decision.Cause.NONE;
        if (goes && isAutomatic(response)) {
            around.revoked(applied, record.principal(), cause.connector(), record.clock());
            record.revoked(new Head.Revocation(applied.policy().version().hash(), cause.connector(), record.clock()));
        }
        if (decision.outcome() == Outcome.HELD) {
            opinion.hold(new Held(
                    decision.id(),
                    response.name(),
                    record.clock().plus(applied.policy().breaker().hold()),
                    remembered));
        }
        // a session nobody can name is over all the same: what comes later could be told no better
        if ((goes || why == Decision.Cause.NO_SUBJECT) && Verdicts.ends(record, response)) {
            opinion.close();
            if (!applied.isShadow()) {
                record.close();
            }
        }
    }

    public Remembered note(Opinion opinion, Cause cause, Decision decision, Effects effects) {
        Remembered remembered = new Remembered(
                cause.input(),
                cause.trigger().id(),
                bytes.apply(decision),
                cause.stamps().source(),
                cause.stamps().ingested());
        opinion.remember(remembered);
        effects.decide(decision, remembered);
        return remembered;
    }

    public static Verdict suppressed(Applied applied, Decision.Cause cause, @Nullable String reason) {
        return new Verdict(applied.isShadow() ? Outcome.SHADOW : Outcome.SUPPRESSED, cause, reason, null);
    }

    /** Does the policy revoke by itself? What a source or an operator ordered outright is not counted. */
    private static boolean isAutomatic(Response response) {
        return !(response.on() instanceof Response.On.Told)
                && (response.send() instanceof Send.SessionRevoked || response.send() instanceof Send.AccountDisabled);
    }

    private static List<Identifier> names(RiskRecord record) {
        List<Identifier> names = new ArrayList<>(record.self().identifiers());
        for (Party party : new @Nullable Party[] {record.user(), record.device()}) {
            if (party != null) {
                names.addAll(party.identifiers());
            }
        }
        return names;
    }
}
