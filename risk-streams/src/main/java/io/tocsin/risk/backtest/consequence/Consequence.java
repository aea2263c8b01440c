// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.backtest.consequence;

import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.Outcome;
import io.tocsin.schemas.risk.Scoring;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.subject.ComplexSubject;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.subject.Subject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One decision of a policy, as far as it matters for comparing policies.
 *
 * @param event the short name of what is sent, such as {@code session-revoked}; the response's where nothing could be
 * @param asked a source or a person asked for it outright; no points were counted
 * @param at event time
 * @param decided when it would have been decided, by the arrival of what brought it about
 * @param reasons the rules that counted, the heaviest first, with their points
 * @param user whom receivers are told of, as they know them; absent where they are told of nobody
 */
public record Consequence(
        String id,
        CanonicalId principal,
        String response,
        String event,
        Outcome outcome,
        boolean asked,
        Instant at,
        Instant decided,
        double score,
        List<Reason> reasons,
        String trigger,
        @Nullable String user,
        @Nullable String device,
        @Nullable String session) {
    /** The event that ends sessions. */
    public static final String REVOKED = "session-revoked";

    /** A rule and its points at that moment. */
    public record Reason(String rule, double points) {}

    static Consequence of(Decision decision, boolean asked, Instant decided) {
        Subject subject = decision.subject();
        return new Consequence(
                decision.id(),
                decision.principal(),
                decision.response(),
                decision.event() == null
                        ? decision.response()
                        : decision.event().type().shortName(),
                decision.outcome(),
                asked,
                decision.at(),
                decided.isBefore(decision.at()) ? decision.at() : decided,
                decision.scoring().score(),
                decision.scoring().rules().stream()
                        .sorted((a, b) -> Double.compare(b.points(), a.points()))
                        .filter(rule -> rule.points() > 0)
                        .map(Consequence::reason)
                        .toList(),
                decision.trigger().id(),
                name(subject, ComplexSubject.USER),
                name(subject, ComplexSubject.DEVICE),
                name(subject, ComplexSubject.SESSION));
    }

    private static Reason reason(Scoring.CountedRule rule) {
        return new Reason(rule.rule(), rule.points());
    }

    private static @Nullable String name(@Nullable Subject subject, String member) {
        if (!(subject instanceof ComplexSubject complex)) {
            return null;
        }
        SimpleSubject simple = complex.members().get(member);
        return switch (simple) {
            case null -> null;
            case SimpleSubject.Email email -> email.email();
            case SimpleSubject.Opaque opaque -> opaque.id();
            case SimpleSubject.Uri uri -> uri.uri();
            case SimpleSubject.IssSub both -> both.sub();
            default -> simple.toString();
        };
    }

    /** Does it end sessions, for more reason than that somebody did so already? */
    public boolean revokes() {
        return event.equals(REVOKED) && outcome == Outcome.EMITTED && !asked;
    }

    /** Everything of a user or of a device, rather than one session. */
    public boolean endsAll() {
        return principal.kind() != PrincipalKind.SESSION;
    }
}
