// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.stream;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream as its operator sees it.
 *
 * @param receiver the client id it belongs to
 * @param delivery how it is delivered
 * @param status what it is, and how it came by that
 * @param defaultSubjects {@code all} or {@code none}
 * @param lastActive when the receiver was last heard of, not to the second
 * @param deliveredBy where there may be several hubs, host and port of the transmitter that delivers it; absent if none
 *     does at the moment
 * @param silent true if that hub did not answer; absent otherwise
 * @param health how delivery goes; absent if that hub did not answer, or none delivers the stream
 */
public record StreamView(
        String id,
        String receiver,
        String tenant,
        String issuer,
        List<String> audience,
        DeliveryView delivery,
        List<String> eventsRequested,
        List<String> eventsDelivered,
        @Nullable String description,
        String defaultSubjects,
        StatusView status,
        Instant created,
        Instant lastActive,
        @Nullable String deliveredBy,
        @Nullable Boolean silent,
        @Nullable HealthView health) {

    /**
     * How SETs reach the receiver.
     *
     * @param method {@code push} or {@code poll}
     */
    public record DeliveryView(String method, String endpointUrl) {}

    /**
     * A status.
     *
     * @param status {@code enabled}, {@code paused} or {@code disabled}
     * @param by {@code receiver}, {@code operator} or {@code transmitter}
     * @param announcedUntil a stop is being announced until then; absent otherwise
     */
    public record StatusView(
            String status,
            String by,
            Instant since,
            @Nullable String reason,
            @Nullable Instant announcedUntil) {}

    /**
     * How delivery goes.
     *
     * @param backlog SETs that have not met their end
     * @param oldest when the oldest of them was enqueued, to a few seconds
     * @param inFlight of them, being pushed, or handed to a poll and not acknowledged
     * @param circuit {@code closed}, {@code open} while nothing is tried, {@code half-open} while few are
     * @param trouble why nothing is taken; absent if all is well
     * @param nextAttempt when something is tried again; absent if nothing waits for that
     */
    public record HealthView(
            long backlog,
            @Nullable Instant oldest,
            long inFlight,
            String circuit,
            @Nullable TroubleView trouble,
            @Nullable Instant nextAttempt) {}

    /**
     * Failures in a row, with no success since.
     *
     * @param reason of the last one, in words
     * @param refused somebody has to mend something; otherwise it may pass
     */
    public record TroubleView(String reason, boolean refused, int failures, Instant since, Instant last) {}
}
