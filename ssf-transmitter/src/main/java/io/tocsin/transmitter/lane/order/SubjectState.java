// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.order;

import io.tocsin.schemas.event.CaepEvent;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.event.RiscEvent;
import io.tocsin.schemas.event.SsfEvent;
import io.tocsin.schemas.event.UnknownEvent;
import io.tocsin.schemas.set.SetClaims;
import io.tocsin.schemas.subject.Subject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an event says a subject's state now is, for the kinds of event that a later one of the same kind makes obsolete.
 * Never a revocation: that is an act, not a state.
 *
 * @param dimension what the state is a state of; two states are of one kind if subject and dimension are equal
 * @param before the state that ended, null if the event does not say
 */
public record SubjectState(
        Subject subject, List<String> dimension, @Nullable String before) {

    public static Optional<SubjectState> of(SetClaims claims) {
        Event event = claims.events().getFirst();
        Subject subject = claims.subId();
        return switch (event) {
            case CaepEvent.DeviceComplianceChange change ->
                Optional.of(new SubjectState(
                        subject, List.of("compliance"), change.previousStatus().name()));
            case CaepEvent.RiskLevelChange change ->
                Optional.of(
                        new SubjectState(subject, List.of("risk", change.principal()), text(change.previousLevel())));
            case CaepEvent.AssuranceLevelChange change ->
                Optional.of(
                        new SubjectState(subject, List.of("assurance", change.namespace()), change.previousLevel()));
            case CaepEvent act -> Optional.empty();
            case RiscEvent act -> Optional.empty();
            case SsfEvent act -> Optional.empty();
            case UnknownEvent act -> Optional.empty();
        };
    }

    private static @Nullable String text(@Nullable Enum<?> level) {
        return level == null ? null : level.name();
    }

    public boolean sameKind(SubjectState other) {
        return subject.equals(other.subject) && dimension.equals(other.dimension);
    }

    /**
     * From which of the earlier states on this one stands for all: what a receiver that has not heard of those knows is
     * what this one says went before (SSF 1.0 §8.1.2.1). The earliest such, or {@code earlier.size()} for none.
     *
     * @param earlier the states of the same kind that wait, oldest first
     */
    public int replacesFrom(List<SubjectState> earlier) {
        if (before == null) {
            return 0;
        }
        for (int i = 0; i < earlier.size(); i++) {
            if (before.equals(earlier.get(i).before())) {
                return i;
            }
        }
        return earlier.size();
    }
}
