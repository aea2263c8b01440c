// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.decision;

import io.tocsin.risk.opinion.Opinion;
import io.tocsin.risk.policy.Response;
import io.tocsin.risk.policy.event.Occasion;
import io.tocsin.risk.policy.event.Payload;
import io.tocsin.risk.policy.event.Send;
import io.tocsin.risk.principal.RiskRecord;
import io.tocsin.risk.principal.RiskRecord.Lifecycle;
import io.tocsin.risk.regime.Applied;
import io.tocsin.schemas.event.Circumstances;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.event.LocalizedText;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.Grounds;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.RiskLevel;
import io.tocsin.schemas.subject.Subject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which of a policy's responses a change brings about, and what is decided by each. */
public final class Verdicts {
    private static final String HYSTERESIS = "hysteresis|";

    private final Outcomes outcomes;

    public Verdicts(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    /** Decides; a session that is revoked on the way is over, and nothing more is decided for it. */
    public void decide(
            RiskRecord record, Opinion opinion, Applied applied, Cause cause, Change change, Effects effects) {
        for (Response response : applied.responsesOf(record.principal().kind())) {
            if (record.lifecycle() != Lifecycle.LIVE || opinion.isOver()) {
                return;
            }
            if (applies(response.on(), cause, change)) {
                decide(response, record, opinion, applied, cause, change, effects);
            } else if (response.on() instanceof Response.On.LevelReached reached && !cause.ends()) {
                tremble(response, reached.level(), record, opinion, applied, cause, change, effects);
            }
        }
    }

    private static boolean applies(Response.On on, Cause cause, Change change) {
        Heard heard = cause.heard();
        return switch (on) {
            case Response.On.LevelReached reached ->
                !cause.ends()
                        && change.settled().compareTo(reached.level()) < 0
                        && change.scored().compareTo(reached.level()) >= 0;
            case Response.On.LevelLeft left ->
                !cause.ends()
                        && change.told().compareTo(left.level()) >= 0
                        && change.level() != RiskLevel.UNKNOWN
                        && change.level().compareTo(left.level()) < 0;
            case Response.On.LevelChanged() ->
                !cause.ends()
                        && change.told() != RiskLevel.UNKNOWN
                        && change.level() != RiskLevel.UNKNOWN
                        && change.level() != change.told();
            case Response.On.ComplianceChanged changed ->
                change.flip() != null
                        && (changed.to() == null
                                || changed.to() == change.flip().current());
            case Response.On.Told told -> heard != null && heard.is(told.condition());
            case Response.On.WentStale stale -> change.wentQuiet().contains(stale.source());
            case Response.On.HeardAgain again -> change.heardAgain().contains(again.source());
        };
    }

    private void decide(
            Response response,
            RiskRecord record,
            Opinion opinion,
            Applied applied,
            Cause cause,
            Change change,
            Effects effects) {
        Optional<Subject> subject = subject(response, record, cause);
        Payload payload = Payload.of(response.send(), occasion(response, record, cause, change));
        Event event = payload instanceof Payload.Made made ? made.event() : null;
        Grounds grounds = outcomes.grounds(record, applied, response, cause, change);
        Decision.Verdict verdict = outcomes.of(record, applied, response, cause, subject, payload, grounds);
        outcomes.carryOut(
                record,
                opinion,
                applied,
                response,
                cause,
                decision(response, record, opinion, applied, cause, change, verdict, grounds, subject, event),
                effects);
    }

    /**
     * The score rose over a threshold whose level it had not left, because it had not fallen far enough: without
     * hysteresis this would have been told. Recorded once until the level is left.
     */
    private void tremble(
            Response response,
            RiskLevel level,
            RiskRecord record,
            Opinion opinion,
            Applied applied,
            Cause cause,
            Change change,
            Effects effects) {
        if (change.scored().compareTo(level) < 0) {
            if (opinion.isSilenced()) {
                opinion.speakAgain(HYSTERESIS + response.name());
            }
            return;
        }
        String sort = HYSTERESIS + response.name();
        double threshold = applied.policy().levels().thresholds().get(level == RiskLevel.HIGH ? 1 : 0);
        if (change.previousScore() < threshold && change.value() >= threshold && opinion.firstOf(sort)) {
            Payload payload = Payload.of(response.send(), occasion(response, record, cause, change));
            Decision.Verdict verdict = Outcomes.suppressed(
                    applied, Decision.Cause.HYSTERESIS, level + " was not left, so it is not told again");
            Decision decision = decision(
                    response,
                    record,
                    opinion,
                    applied,
                    cause,
                    change,
                    verdict,
                    Grounds.of(Outcomes.on(response.on(), change), change.settled(), change.at()),
                    SetSubjects.of(record),
                    payload instanceof Payload.Made made ? made.event() : null);
            outcomes.note(opinion, cause, decision, effects);
        }
    }

    /** What one of our own SETs caused would have been answered, had it been evidence. */
    public void suppressEcho(
            Response response,
            RiskRecord record,
            Opinion opinion,
            Applied applied,
            Cause cause,
            String jti,
            Effects effects) {
        Change none = Change.none(record, opinion, applied);
        Payload payload = Payload.of(response.send(), occasion(response, record, cause, none));
        Decision decision = decision(
                response,
                record,
                opinion,
                applied,
                cause,
                none,
                Outcomes.suppressed(applied, Decision.Cause.LOOP, "a SET of this hub caused the signal"),
                new Grounds(new Grounds.On.Told(), none.settled(), none.at(), jti, null, null),
                SetSubjects.of(record),
                payload instanceof Payload.Made made ? made.event() : null);
        outcomes.note(opinion, cause, decision, effects);
    }

    private static Decision decision(
            Response response,
            RiskRecord record,
            Opinion opinion,
            Applied applied,
            Cause cause,
            Change change,
            Decision.Verdict verdict,
            Grounds grounds,
            Optional<Subject> subject,
            @Nullable Event event) {
        String id = DecisionId.derive(
                record.principal(), applied.policy().version(), cause.trigger().id(), response.name());
        return new Decision(
                id,
                cause.shared() ? cause.trigger().id() : id,
                record.principal(),
                applied.inForce(),
                response.name(),
                cause.trigger(),
                verdict,
                change.scoring(opinion, applied),
                grounds,
                change.at(),
                subject.orElse(null),
                event);
    }

    private static Optional<Subject> subject(Response response, RiskRecord record, Cause cause) {
        Cause.Renaming renaming = cause.renaming();
        return response.send() instanceof Send.IdentifierChanged && renaming != null && renaming.from() != null
                ? Optional.of(SetSubjects.formerly(record, renaming.from()))
                : SetSubjects.of(record);
    }

    private static Occasion occasion(Response response, RiskRecord record, Cause cause, Change change) {
        boolean told = response.on() instanceof Response.On.Told;
        InitiatingEntity by = told && cause.by() != null ? cause.by() : response.initiatingEntity();
        List<String> rules = change.ruleNames();
        LocalizedText user = response.reasonUser() == null
                ? LocalizedText.NONE
                : response.reasonUser().fill(rules);
        return new Occasion(
                record.principal().kind(),
                new Circumstances(cause.at(), by, response.reasonAdmin().fill(rules), user),
                change.told(),
                change.level(),
                change.flip() == null ? null : change.flip().previous(),
                change.flip() == null ? null : change.flip().current(),
                rules,
                cause.heard() == null ? null : cause.heard().facts(),
                cause.renaming() == null ? null : cause.renaming().to());
    }

    /** Does this end what it is decided for, if it is a session? */
    public static boolean ends(RiskRecord record, Response response) {
        return response.send() instanceof Send.SessionRevoked
                && record.principal().kind() == PrincipalKind.SESSION;
    }
}
