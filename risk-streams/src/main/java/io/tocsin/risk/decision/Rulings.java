// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.decision;

import io.tocsin.risk.opinion.Held;
import io.tocsin.risk.opinion.Opinion;
import io.tocsin.risk.opinion.Remembered;
import io.tocsin.risk.policy.Response;
import io.tocsin.risk.principal.RiskRecord;
import io.tocsin.risk.principal.RiskRecord.Lifecycle;
import io.tocsin.risk.regime.Applied;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.Decision.Trigger;
import io.tocsin.schemas.risk.Decision.Verdict;
import io.tocsin.schemas.risk.Outcome;
import io.tocsin.schemas.risk.RiskControl;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.RiskLevel;
import java.time.Instant;
import java.util.function.Function;

/**
 * What becomes of decisions that the breaker holds: approved, rejected, lapsed, or no longer true. Each is settled by a
 * decision of its own, which names the one that was held and tells the same.
 */
public final class Rulings {
    private final Function<byte[], Decision> read;
    private final Function<Decision, byte[]> bytes;

    /** @param read decisions as their topic carries them, and {@code bytes} the other way */
    public Rulings(Function<byte[], Decision> read, Function<Decision, byte[]> bytes) {
        this.read = read;
        this.bytes = bytes;
    }

    /** Takes in what somebody ruled. A decision that is not held, or not any more, is not touched. */
    public void take(RiskRecord record, RiskControl.HeldVerdict ruling, Effects effects) {
        if (record.mergedInto().isPresent()) {
            CanonicalId surviving = record.mergedInto().get();
            effects.say(
                    surviving,
                    new RiskControl.HeldVerdict(
                            surviving, ruling.decision(), ruling.ruling(), ruling.by(), ruling.note(), ruling.at()));
            return;
        }
        String input = "ruling|" + ruling.ruling() + "|" + ruling.decision();
        if (record.hasSeen(input)) {
            record.decisionsFor(input).forEach(effects::repeat);
            return;
        }
        if (record.opinions().isEmpty()) {
            return;
        }
        Opinion opinion = record.active();
        opinion.held(ruling.decision()).ifPresent(held -> {
            record.advance(ruling.at());
            Trigger asked = new Trigger.Asked(input, ruling.by());
            boolean approved = ruling.ruling() == RiskControl.Ruling.APPROVE;
            Verdict verdict = approved
                    ? new Verdict(Outcome.EMITTED, Decision.Cause.APPROVED, ruling.note(), held.id())
                    : new Verdict(Outcome.SUPPRESSED, Decision.Cause.REJECTED, ruling.note(), held.id());
            settle(record, opinion, held, input, asked, verdict, ruling.at(), effects);
            if (approved && ends(record, held)) {
                opinion.close();
                record.close();
            }
            record.see(input);
        });
    }

    /** Time has come to this. */
    public void lapse(RiskRecord record, Instant at, Effects effects) {
        if (record.opinions().isEmpty()) {
            return;
        }
        Opinion opinion = record.active();
        for (Held held : opinion.held()) {
            if (!held.until().isAfter(at)) {
                Trigger deadline = new Trigger.Deadline("held", held.until());
                settle(
                        record,
                        opinion,
                        held,
                        deadline.id(),
                        deadline,
                        new Verdict(
                                Outcome.SUPPRESSED, Decision.Cause.EXPIRED, "nobody ruled on it in time", held.id()),
                        held.until(),
                        effects);
            }
        }
    }

    /** The level that a held decision was made at has been left, or more are held of one principal than are kept. */
    public void withdraw(
            RiskRecord record, Opinion opinion, Applied applied, Cause cause, RiskLevel scored, Effects effects) {
        for (Held held : opinion.tooMany()) {
            obsolete(record, opinion, held, cause, "too many decisions about the same principal are held", effects);
        }
        for (Held held : opinion.held()) {
            applied.policy().responses().stream()
                    .filter(response -> response.name().equals(held.response()))
                    .filter(response -> response.on() instanceof Response.On.LevelReached reached
                            && scored.compareTo(reached.level()) < 0)
                    .findFirst()
                    .ifPresent(response -> obsolete(record, opinion, held, cause, "the risk has gone down", effects));
        }
    }

    /** The session they are about is over. */
    public void withdrawAll(RiskRecord record, Cause cause, Effects effects) {
        Opinion opinion = record.active();
        for (Held held : opinion.held()) {
            obsolete(record, opinion, held, cause, "the session is over", effects);
        }
    }

    private void obsolete(RiskRecord record, Opinion opinion, Held held, Cause cause, String reason, Effects effects) {
        settle(
                record,
                opinion,
                held,
                cause.input(),
                cause.trigger(),
                new Verdict(Outcome.SUPPRESSED, Decision.Cause.OBSOLETE, reason, held.id()),
                record.clock(),
                effects);
    }

    private void settle(
            RiskRecord record,
            Opinion opinion,
            Held held,
            String input,
            Trigger trigger,
            Verdict verdict,
            Instant at,
            Effects effects) {
        opinion.release(held);
        Decision was = read.apply(held.decision().decision());
        Decision decision = new Decision(
                DecisionId.derive(
                        record.principal(), was.policy().version(), held.id() + "|" + verdict.cause(), was.response()),
                was.txn(),
                record.principal(),
                was.policy(),
                was.response(),
                trigger,
                verdict,
                was.scoring(),
                was.grounds(),
                at,
                was.subject(),
                was.event());
        Remembered remembered = new Remembered(
                input,
                trigger.id(),
                bytes.apply(decision),
                held.decision().source(),
                held.decision().ingested());
        opinion.remember(remembered);
        effects.decide(decision, remembered);
    }

    private boolean ends(RiskRecord record, Held held) {
        return record.principal().kind() == PrincipalKind.SESSION
                && record.lifecycle() == Lifecycle.LIVE
                && revokes(read.apply(held.decision().decision()));
    }

    private static boolean revokes(Decision decision) {
        var event = decision.event();
        return event != null && event.type().equals(EventType.SESSION_REVOKED);
    }
}
