// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.decision;

import io.tocsin.hub.admin.view.decision.DecisionsView.DecisionLine;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why something was decided.
 *
 * @param names of the principal
 * @param recomputed the decision computed again from its record alone
 * @param signals those that counted and the one that brought it about, as far as they are found any more
 * @param changes the smallest change of each sort that would have made it another one
 * @param besides what the same cause brought about for the same principal besides
 * @param settledBy what became of it if it was held
 * @param sets what was made of it for each stream
 */
public record ExplanationView(
        DecisionView decision,
        List<CalledView> names,
        RecomputedView recomputed,
        List<SignalView> signals,
        List<ChangeView> changes,
        List<DecisionLine> besides,
        @Nullable DecisionLine settledBy,
        List<SetView> sets) {

    /** A name of a principal, and its kind. */
    public record CalledView(String kind, String value) {}

    /**
     * A decision computed again.
     *
     * @param agrees whether the record says nothing else
     */
    public record RecomputedView(
            boolean agrees,
            double score,
            String level,
            String outcome,
            String cause,
            List<DifferenceView> differences) {}

    /** Something that the record says, and that does not follow. */
    public record DifferenceView(String what, String recorded, String computed) {}

    /**
     * A signal behind a decision.
     *
     * @param eventId the vendor's own
     * @param eventType the vendor's word for it
     * @param happened when it happened, by its source
     * @param arrived when it reached us
     */
    public record SignalView(
            String id,
            String type,
            String vendor,
            String connector,
            String eventType,
            @Nullable String eventId,
            Instant happened,
            Instant arrived,
            @Nullable String about) {}

    /**
     * A change that would have made the decision another one.
     *
     * @param kind {@code without-evidence}, {@code other-weight}, {@code other-threshold}, {@code other-limit},
     *     {@code without-signal}, {@code without-exemption}, {@code without-echo}, {@code with-subject},
     *     {@code other-ruling} or {@code with-source}
     * @param of the rule, level, exemption or source
     * @param signals those without which
     * @param from what it was
     * @param to what it would have to be
     * @param score what it would come to
     */
    public record ChangeView(
            String kind,
            @Nullable String of,
            List<String> signals,
            @Nullable Double from,
            @Nullable Double to,
            @Nullable Double score) {}

    /**
     * A SET that was made of it.
     *
     * @param receiver whose stream it is; absent where that is not known here
     * @param result {@code pending}, {@code acknowledged}, {@code rejected} or {@code dropped}
     * @param detail the receiver's error, or why it was given up
     */
    public record SetView(
            String jti,
            String stream,
            @Nullable String receiver,
            String result,
            @Nullable String detail,
            int attempts,
            @Nullable StampsView stamps) {}

    /** When each stage had it in hand. */
    public record StampsView(
            @Nullable Instant source,
            @Nullable Instant ingested,
            @Nullable Instant decided,
            @Nullable Instant enqueued,
            @Nullable Instant signed,
            @Nullable Instant firstAttempt,
            @Nullable Instant acknowledged) {}
}
