// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.client;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.secret.Secret;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One receiver as the operator registers it.
 *
 * @param clientId its OAuth {@code client_id}; owns its streams
 * @param clientSecret for the token endpoint, in the clear or as {@code sha256:} and 64 hex digits; null for a receiver
 *     that has a static token only
 * @param audience the {@code aud} of its streams and SETs; the client id if absent
 * @param tenant the tenant whose events it may be told of
 * @param allowedEvents URIs of the event types it may ask for; every type this transmitter knows if absent
 * @param scopes scopes it may be granted; both if absent
 * @param pushHostsAllowed hosts its push URLs may name; any if absent or empty
 * @param maxStreams streams it may have at one time, 1 or more; 100 if absent
 */
public record ReceiverRegistration(
        String clientId,
        @Nullable Secret clientSecret,
        List<String> audience,
        String tenant,
        List<String> allowedEvents,
        Set<String> scopes,
        Set<String> pushHostsAllowed,
        @Nullable Integer maxStreams) {
    private static final int DEFAULT_MAX_STREAMS = 100;

    public ReceiverRegistration(
            String clientId,
            @Nullable Secret clientSecret,
            @Nullable List<String> audience,
            String tenant,
            @Nullable List<String> allowedEvents,
            @Nullable Set<String> scopes,
            @Nullable Set<String> pushHostsAllowed,
            @Nullable Integer maxStreams) {
        requireText("client-id", clientId, clientId);
        requireText("tenant", tenant, clientId);
        if (tenant.indexOf('|') >= 0) {
            throw new IllegalArgumentException("tenant of receiver " + clientId + " contains '|'");
        }
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.audience = audience == null || audience.isEmpty() ? List.of(clientId) : List.copyOf(audience);
        this.tenant = tenant;
        this.allowedEvents = allowedEvents == null ? List.of() : List.copyOf(allowedEvents);
        this.scopes = scopes == null || scopes.isEmpty()
                ? Set.of(Scope.READ.text(), Scope.MANAGE.text())
                : Set.copyOf(scopes);
        requireKnownScopes("receiver " + clientId, this.scopes);
        this.pushHostsAllowed = pushHostsAllowed == null ? Set.of() : Set.copyOf(pushHostsAllowed);
        this.maxStreams = maxStreams == null ? DEFAULT_MAX_STREAMS : maxStreams;
        if (this.maxStreams < 1) {
            throw new IllegalArgumentException(
                    "max-streams of receiver " + clientId + " is " + maxStreams + ", expected 1 or more");
        }
    }

    /** The event types this receiver may ask for: {@code events_supported} of its streams. */
    public List<EventType> eventsSupported() {
        return allowedEvents.isEmpty()
                ? EventType.STANDARD
                : allowedEvents.stream().map(EventType::new).toList();
    }

    public Set<Scope> grantableScopes() {
        return scopes.stream().flatMap(name -> Scope.parse(name).stream()).collect(Collectors.toUnmodifiableSet());
    }

    public int streamLimit() {
        return maxStreams == null ? DEFAULT_MAX_STREAMS : maxStreams;
    }

    static void requireKnownScopes(String owner, Set<String> scopes) {
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("scopes of " + owner + " is empty, expected ssf.read or ssf.manage");
        }
        for (String scope : scopes) {
            if (Scope.parse(scope).isEmpty()) {
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
