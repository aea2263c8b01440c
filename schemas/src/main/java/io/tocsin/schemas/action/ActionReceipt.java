// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.action;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.set.SetId;
import io.tocsin.schemas.subject.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of one revocation at one target.
 *
 * @param id derives from the event and the target, so that an event that is read again has the same
 * @param target the configured name of whoever is to end the session
 * @param eventId of the event in topic {@code events}
 * @param txn the story it belongs to
 * @param subject whose sessions are over
 * @param partition of the event: the hub that owns it acts
 * @param heard when the hub heard of what led to the revocation; from then the time to effect counts
 * @param begun when it was first tried, or tried anew by an operator
 * @param attempts since then
 * @param trouble why it did not work last time; holds no name
 */
public record ActionReceipt(
        String id,
        String target,
        String tenant,
        String eventId,
        String txn,
        Subject subject,
        int partition,
        Instant heard,
        Instant begun,
        int attempts,
        @Nullable String trouble,
        Standing standing) {
    public ActionReceipt {
        requireNonNull(id, "id");
        requireNonNull(target, "target");
        requireNonNull(tenant, "tenant");
        requireNonNull(eventId, "eventId");
        requireNonNull(txn, "txn");
        requireNonNull(subject, "subject");
        heard = requireNonNull(heard, "heard").truncatedTo(ChronoUnit.MICROS);
        begun = requireNonNull(begun, "begun").truncatedTo(ChronoUnit.MICROS);
        requireNonNull(standing, "standing");
    }

    /** Where it stands. */
    public sealed interface Standing {
        private int weight() {
            return switch (this) {
                case Waiting waiting -> 0;
                case Absent absent -> 1;
                case GivenUp given -> 1;
                case Done done -> 2;
            };
        }

        /** It is to be done, or tried again. */
        record Waiting() implements Standing {}

        /** The target confirmed that the session is over. */
        record Done(Instant at) implements Standing {
            public Done {
                at = at.truncatedTo(ChronoUnit.MICROS);
            }
        }

        /** The target knows no such session or person, so nobody can say that anything ended. */
        record Absent(Instant at) implements Standing {
            public Absent {
                at = at.truncatedTo(ChronoUnit.MICROS);
            }
        }

        /** It did not work for too long, or was refused. */
        record GivenUp(Instant at) implements Standing {
            public GivenUp {
                at = at.truncatedTo(ChronoUnit.MICROS);
            }
        }
    }

    /** The id of an event's receipt at a target. */
    public static String idOf(String eventId, String target) {
        return SetId.of(eventId, target);
    }

    /** The same, one try later. */
    public ActionReceipt tried(@Nullable String problem, Standing now) {
        return new ActionReceipt(
                id, target, tenant, eventId, txn, subject, partition, heard, begun, attempts + 1, problem, now);
    }

    /** The same from the beginning, later than it began before whatever the clock says. */
    public ActionReceipt anew(Instant now) {
        Instant later = now.isAfter(begun) ? now : begun.plus(1, ChronoUnit.MICROS);
        return new ActionReceipt(
                id, target, tenant, eventId, txn, subject, partition, heard, later, 0, null, new Standing.Waiting());
    }

    /**
     * Is this the word that counts, where the other was known before? Two hubs may be at it for a moment, and what the
     * slower one says comes last: what was begun later counts; then that it has ended, and above all that it is done.
     */
    public boolean supersedes(ActionReceipt known) {
        int order = begun.compareTo(known.begun);
        return order > 0 || (order == 0 && standing.weight() >= known.standing.weight());
    }

    /** From the word that led to it until the target's confirmation; empty while there is none. */
    public Optional<Duration> effect() {
        return standing instanceof Standing.Done done
                ? Optional.of(Duration.between(heard, done.at()))
                : Optional.empty();
    }
}
