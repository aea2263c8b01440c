// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy;

import io.tocsin.risk.policy.condition.Condition;
import io.tocsin.risk.policy.event.ReasonText;
import io.tocsin.risk.policy.event.Send;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.RiskLevel;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is told to receivers, and when.
 *
 * @param of the principals it is decided for
 * @param initiatingEntity who is named as the cause; a signal that names its own goes first where {@code on} is a
 *     signal
 * @param reasonAdmin never empty
 * @param reasonUser empty where users are told nothing
 */
public record Response(
        String name,
        Set<PrincipalKind> of,
        On on,
        Send send,
        InitiatingEntity initiatingEntity,
        ReasonText reasonAdmin,
        @Nullable ReasonText reasonUser) {
    public Response {
        of = Set.copyOf(of);
    }

    /** What brings a response about. */
    public sealed interface On {
        /** The level rises to this one, or past it. */
        record LevelReached(RiskLevel level) implements On {}

        /** The level falls from this one, or from above it, to below it. */
        record LevelLeft(RiskLevel level) implements On {}

        /** The level changes, up or down; never from or to UNKNOWN. */
        record LevelChanged() implements On {}

        /** A device's compliance flips; where {@code to} is given, to that. */
        record ComplianceChanged(@Nullable ComplianceStatus to) implements On {}

        /** A signal says so outright. */
        record Told(Condition condition) implements On {}

        /** The principal becomes UNKNOWN because this source, one of the policy's {@code staleness}, went quiet. */
        record WentStale(String source) implements On {}

        /** The source speaks again of a principal that was UNKNOWN for want of it. */
        record HeardAgain(String source) implements On {}
    }
}
