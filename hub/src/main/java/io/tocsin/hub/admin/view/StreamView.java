// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view;

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
 * @param health how delivery goes; absent where another process delivers, which then was not asked
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
     * @param oldest when the oldest of them was enqueued
     * @param inFlight of them, being sent at this moment
     * @param circuit {@code closed}, {@code open} or {@code half-open}; absent for a polled stream
     * @param failuresInARow since the last success
     * @param lastFailure what went wrong last, in words
     * @param nextAttempt when something is sent again, if nothing is at this moment
     * @param lastSuccess when the receiver last took something
     */
    public record HealthView(
            long backlog,
            @Nullable Instant oldest,
            long inFlight,
            @Nullable String circuit,
            int failuresInARow,
            @Nullable String lastFailure,
            @Nullable Instant lastFailureAt,
            @Nullable Instant nextAttempt,
            @Nullable Instant lastSuccess) {}
}
