// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.decision;

import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.risk.Decision.Trigger;
import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.signal.Identifier;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is being answered.
 *
 * @param input names the signal, flow, deadline or word of an operator that is being taken in
 * @param trigger what decisions name
 * @param connector that the trigger came by; empty where none did
 * @param shared several principals answer the same cause, each by a decision of its own
 * @param ends a session says that it is over: its level matters to nobody any more
 * @param at the cause's event time
 * @param heard of the signal, where one speaks outright
 * @param by who did it, where the signal says so
 * @param renaming of an account, where the signal says so
 */
public record Cause(
        String input,
        Trigger trigger,
        String connector,
        boolean shared,
        boolean ends,
        Instant at,
        LatencyStamps stamps,
        @Nullable Heard heard,
        @Nullable InitiatingEntity by,
        @Nullable Renaming renaming) {

    /** RISC 1.0 §2.5 has the old name for its subject, and the new one inside. */
    public record Renaming(@Nullable Identifier from, String to) {}

    /** By nobody in particular: a flow, or time that passes. */
    public static Cause silent(String input, Trigger trigger, Instant at, LatencyStamps stamps) {
        return new Cause(input, trigger, "", false, false, at, stamps, null, null, null);
    }

    /** The same, as of then. */
    public Cause at(Instant moment) {
        return new Cause(input, trigger, connector, shared, ends, moment, stamps, heard, by, renaming);
    }

    public Cause triggeredBy(String other, Instant since) {
        return new Cause(input, new Trigger.Told(other), connector, shared, ends, since, stamps, heard, by, renaming);
    }
}
