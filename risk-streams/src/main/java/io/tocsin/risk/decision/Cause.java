// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.decision;

import io.tocsin.risk.policy.condition.SignalFacts;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.risk.LatencyStamps;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is being answered.
 *
 * @param input names the signal or flow that is being taken in
 * @param trigger the signal that decisions name
 * @param shared several principals answer the same cause, each by a decision of its own
 * @param ends a session says that it is over: its level matters to nobody any more
 * @param at the cause's event time
 * @param facts of the signal, where one speaks outright
 * @param by who did it, where the signal says so
 */
record Cause(
        String input,
        String trigger,
        boolean shared,
        boolean ends,
        Instant at,
        LatencyStamps stamps,
        @Nullable SignalFacts facts,
        @Nullable InitiatingEntity by) {
    Cause triggeredBy(String other, Instant since) {
        return new Cause(input, other, shared, ends, since, stamps, facts, by);
    }
}
