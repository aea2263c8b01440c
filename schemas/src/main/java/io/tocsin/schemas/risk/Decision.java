// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.risk;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.policy.PolicyVersion;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.subject.Subject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * One outcome of a policy for one principal, with everything it was computed from. Holds no wall-clock time, so that
 * the same signals and the same policy give the same bytes.
 *
 * @param id derived from principal, policy version, trigger and response
 * @param txn the story it belongs to: this id, unless one cause is answered by several decisions, which then share the
 *     cause's
 * @param response the policy's response that fired, or {@code operator} for an event emitted by hand
 * @param at event time; a deadline's own time where one brought it about
 * @param subject whom the event tells of, absent where nothing could be told
 * @param event what is told, or would have been; absent where nothing could be
 */
public record Decision(
        String id,
        String txn,
        CanonicalId principal,
        InForce policy,
        String response,
        Trigger trigger,
        Verdict verdict,
        Scoring scoring,
        Grounds grounds,
        Instant at,
        @Nullable Subject subject,
        @Nullable Event event) {
    public Decision {
        requireNonNull(id, "id");
        requireNonNull(txn, "txn");
        requireNonNull(principal, "principal");
        requireNonNull(policy, "policy");
        requireNonNull(response, "response");
        requireNonNull(trigger, "trigger");
        requireNonNull(verdict, "verdict");
        requireNonNull(scoring, "scoring");
        requireNonNull(grounds, "grounds");
        at = requireNonNull(at, "at").truncatedTo(ChronoUnit.MICROS);
    }

    public Outcome outcome() {
        return verdict.outcome();
    }

    /**
     * The policy that decided.
     *
     * @param activation offset in topic {@code policies} of what put it in force; -1: the hub's configuration did
     */
    public record InForce(PolicyVersion version, Mode mode, long activation) {
        public static final long CONFIGURED = -1;

        public InForce {
            requireNonNull(version, "version");
            requireNonNull(mode, "mode");
        }
    }

    /** Whether what a policy decides is sent. */
    public enum Mode {
        ENFORCE,
        SHADOW
    }

    /** What brought a decision about; {@link #id} names it among everything that happened to the principal. */
    public sealed interface Trigger {
        String id();

        /** A signal, whether it was about this principal or its risk flowed here. */
        record Told(String id) implements Trigger {
            public Told {
                requireNonNull(id, "id");
            }
        }

        /**
         * Time passed.
         *
         * @param kind what ran out: {@code decay}, {@code window}, {@code staleness}, {@code held}
         * @param at the event time at which it did
         */
        record Deadline(String kind, Instant at) implements Trigger {
            public Deadline {
                requireNonNull(kind, "kind");
                at = requireNonNull(at, "at").truncatedTo(ChronoUnit.MICROS);
            }

            @Override
            public String id() {
                return "deadline|" + kind + "|" + at;
            }
        }

        /**
         * Somebody asked for it: feedback, an approval, an event by hand.
         *
         * @param id names what was asked
         * @param by who did
         */
        record Asked(String id, String by) implements Trigger {
            public Asked {
                requireNonNull(id, "id");
                requireNonNull(by, "by");
            }
        }
    }

    /**
     * What became of it.
     *
     * @param cause of an outcome other than EMITTED; with SHADOW, what would have kept it from being sent
     * @param reason the cause in words
     * @param settles the held decision that this one settles
     */
    public record Verdict(
            Outcome outcome,
            Cause cause,
            @Nullable String reason,
            @Nullable String settles) {
        public static final Verdict EMITTED = new Verdict(Outcome.EMITTED, Cause.NONE, null, null);

        public Verdict {
            requireNonNull(outcome, "outcome");
            requireNonNull(cause, "cause");
        }
    }

    /** Why an outcome is what it is. */
    public enum Cause {
        UNKNOWN,
        /** Nothing stood in the way. */
        NONE,
        /** The score trembles around a threshold that it has not left yet. */
        HYSTERESIS,
        /** The evidence was caused by a SET of our own. */
        LOOP,
        /** The policy exempts this principal. */
        EXEMPTION,
        /** More principals than the breaker allows would have been reached. */
        BREAKER,
        /** No identifier of the principal is known that a receiver could match. */
        NO_SUBJECT,
        /** The event must have a member that neither the policy nor the signal gives. */
        INCOMPLETE,
        /** Held before, and somebody approved it. */
        APPROVED,
        /** Held before, and somebody rejected it. */
        REJECTED,
        /** Held before, and nobody ruled in time. */
        EXPIRED,
        /** Held before, and no longer true: the risk went down, or the session is over. */
        OBSOLETE
    }
}
