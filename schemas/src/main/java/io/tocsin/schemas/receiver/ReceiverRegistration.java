// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.receiver;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.stream.DefaultSubjects;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One receiver as it is registered.
 *
 * @param clientId its OAuth {@code client_id}; owns its streams
 * @param tenant the tenant whose events it may be told of
 * @param audience the {@code aud} of its streams and SETs, one or more
 * @param allowedEvents URIs of the event types it may ask for; empty for every type this transmitter knows
 * @param scopes scopes it may be granted, one or more
 * @param pushHostsAllowed hosts its push URLs may name; any if empty
 * @param maxStreams streams it may have at one time, 1 or more
 * @param dialect in which form it gets its SETs
 * @param signingAlgorithm what its SETs are signed with
 * @param defaultSubjects whom its new streams are about; null for what the issuer says
 * @param inactivityTimeout after how long without a sign of it its streams are paused; null for never
 * @param boundTokens whether only tokens bound to its certificate are good (RFC 8705 §3)
 * @param collapse whether a state that waited may be left out for a later one of the same subject (SSF 1.0 §8.1.2.1);
 *     null for what the transmitter's configuration says
 * @param removed when its removal began, which ends when its streams are gone; null for a receiver that stays
 */
public record ReceiverRegistration(
        String clientId,
        String tenant,
        List<String> audience,
        List<String> allowedEvents,
        Set<String> scopes,
        Set<String> pushHostsAllowed,
        int maxStreams,
        Dialect dialect,
        SigningAlgorithm signingAlgorithm,
        @Nullable DefaultSubjects defaultSubjects,
        @Nullable Duration inactivityTimeout,
        Credentials credentials,
        boolean boundTokens,
        @Nullable Boolean collapse,
        @Nullable Instant removed) {
    public static final int DEFAULT_MAX_STREAMS = 100;
    /** {@code ssf.read} and {@code ssf.manage}: all there are. */
    public static final Set<String> ALL_SCOPES = Set.of("ssf.read", "ssf.manage");

    private static final Duration SHORTEST_INACTIVITY = Duration.ofMinutes(1);

    public ReceiverRegistration {
        requireText("client-id", clientId, clientId);
        requireText("tenant", tenant, clientId);
        if (tenant.indexOf('|') >= 0) {
            throw new IllegalArgumentException("tenant of receiver " + clientId + " contains '|'");
        }
        audience = List.copyOf(audience);
        if (audience.isEmpty()) {
            throw new IllegalArgumentException("audience of receiver " + clientId + " is empty, expected a value");
        }
        allowedEvents = List.copyOf(allowedEvents);
        scopes = Set.copyOf(scopes);
        requireKnownScopes("receiver " + clientId, scopes);
        pushHostsAllowed = Set.copyOf(pushHostsAllowed);
        if (maxStreams < 1) {
            throw new IllegalArgumentException(
                    "max-streams of receiver " + clientId + " is " + maxStreams + ", expected 1 or more");
        }
        requireNonNull(dialect, "dialect");
        requireNonNull(signingAlgorithm, "signing-algorithm");
        if (inactivityTimeout != null && inactivityTimeout.compareTo(SHORTEST_INACTIVITY) < 0) {
            throw new IllegalArgumentException("inactivity-timeout of receiver " + clientId + " is " + inactivityTimeout
                    + ", expected " + SHORTEST_INACTIVITY + " or more");
        }
        if (!dialect.algorithms().contains(signingAlgorithm)) {
            throw new IllegalArgumentException("signing-algorithm of receiver " + clientId + " is "
                    + signingAlgorithm.jose() + ", expected one that its dialect allows: "
                    + dialect.algorithms().stream().map(SigningAlgorithm::jose).collect(Collectors.joining(", ")));
        }
        requireNonNull(credentials, "credentials");
        removed = removed == null ? null : removed.truncatedTo(ChronoUnit.MICROS);
    }

    /** A receiver of that tenant with every default and no way to prove who it is. */
    public static ReceiverRegistration of(String clientId, String tenant) {
        return new ReceiverRegistration(
                clientId,
                tenant,
                List.of(clientId),
                List.of(),
                ALL_SCOPES,
                Set.of(),
                DEFAULT_MAX_STREAMS,
                Dialect.SSF_1_0,
                SigningAlgorithm.RS256,
                null,
                null,
                Credentials.NONE,
                false,
                null,
                null);
    }

    public ReceiverRegistration with(Credentials next) {
        return with(next, collapse, removed);
    }

    /** The same with another word on collapsing; null for what the transmitter's configuration says. */
    public ReceiverRegistration collapsing(@Nullable Boolean next) {
        return with(credentials, next, removed);
    }

    /** The same, being removed since then. */
    public ReceiverRegistration leaving(Instant since) {
        return with(credentials, collapse, since);
    }

    private ReceiverRegistration with(
            Credentials nextCredentials, @Nullable Boolean nextCollapse, @Nullable Instant nextRemoved) {
        return new ReceiverRegistration(
                clientId,
                tenant,
                audience,
                allowedEvents,
                scopes,
                pushHostsAllowed,
                maxStreams,
                dialect,
                signingAlgorithm,
                defaultSubjects,
                inactivityTimeout,
                nextCredentials,
                boundTokens,
                nextCollapse,
                nextRemoved);
    }

    /** The event types this receiver may ask for: {@code events_supported} of its streams. */
    public List<EventType> eventsSupported() {
        return allowedEvents.isEmpty()
                ? EventType.STANDARD
                : allowedEvents.stream().map(EventType::new).toList();
    }

    /** Throws {@link IllegalArgumentException} unless these are scopes there are, one at least. */
    public static void requireKnownScopes(String owner, Set<String> scopes) {
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("scopes of " + owner + " is empty, expected ssf.read or ssf.manage");
        }
        for (String scope : new TreeSet<>(scopes)) {
            if (!ALL_SCOPES.contains(scope)) {
                throw new IllegalArgumentException(
                        "scopes of " + owner + " has \"" + scope + "\", expected ssf.read or ssf.manage");
            }
        }
    }

    private static void requireText(String field, String value, String owner) {
        if (requireNonNull(value, field).isBlank()) {
            throw new IllegalArgumentException(field + " of receiver \"" + owner + "\" is blank, expected a value");
        }
    }
}
