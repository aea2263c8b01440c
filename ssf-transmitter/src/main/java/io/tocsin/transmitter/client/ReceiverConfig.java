// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.client;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.receiver.CertificateName;
import io.tocsin.schemas.receiver.ClientKeys;
import io.tocsin.schemas.receiver.ClientSecrets;
import io.tocsin.schemas.receiver.Credentials;
import io.tocsin.schemas.receiver.Dialect;
import io.tocsin.schemas.receiver.ReceiverRegistration;
import io.tocsin.schemas.receiver.SecretHash;
import io.tocsin.schemas.receiver.SigningAlgorithm;
import io.tocsin.schemas.secret.Secret;
import io.tocsin.schemas.stream.DefaultSubjects;
import io.tocsin.transmitter.fetch.RemoteKeys;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A receiver as an operator writes it down; what is left out has a default.
 *
 * @param clientId its OAuth {@code client_id}
 * @param clientSecret for the token endpoint, in the clear or as a PHC string ({@code $argon2id$…})
 * @param jwks its public keys, a JWK Set as JSON: for {@code private_key_jwt} and self-signed certificates
 * @param jwksUri where they are instead, an https URL
 * @param certificateName the name its certificate bears, for {@code tls_client_auth}
 * @param spiffeId its SPIFFE id; an X.509-SVID of that id then stands for a token
 * @param externalIds its {@code client_id} at other authorization servers, by their issuer; the client id if absent
 * @param audience the {@code aud} of its streams and SETs; the client id if absent
 * @param tenant the tenant whose events it may be told of
 * @param allowedEvents URIs of the event types it may ask for; every type this transmitter knows if absent
 * @param scopes scopes it may be granted; both if absent
 * @param pushHostsAllowed hosts its push URLs may name; any if absent or empty
 * @param maxStreams streams it may have at one time; 100 if absent
 * @param dialect in which form it gets its SETs; {@code ssf-1.0} if absent
 * @param signingAlgorithm what its SETs are signed with; RS256 if absent
 * @param defaultSubjects whom its new streams are about; what the issuer says if absent
 * @param inactivityTimeout after how long without a sign of it its streams are paused; never if absent
 * @param boundTokens whether only tokens bound to its certificate are good; false if absent
 * @param collapse whether a state that waited may be left out for a later one of the same subject; what
 *     {@code transmitter.delivery.collapse} says if absent
 */
public record ReceiverConfig(
        String clientId,
        @Nullable Secret clientSecret,
        @Nullable String jwks,
        @Nullable URI jwksUri,
        @Nullable CertificateName certificateName,
        @Nullable URI spiffeId,
        @Nullable Map<String, String> externalIds,
        @Nullable List<String> audience,
        String tenant,
        @Nullable List<String> allowedEvents,
        @Nullable Set<String> scopes,
        @Nullable Set<String> pushHostsAllowed,
        @Nullable Integer maxStreams,
        @Nullable Dialect dialect,
        @Nullable SigningAlgorithm signingAlgorithm,
        @Nullable DefaultSubjects defaultSubjects,
        @Nullable Duration inactivityTimeout,
        @Nullable Boolean boundTokens,
        @Nullable Boolean collapse) {

    public ReceiverConfig {
        requireNonNull(clientId, "client-id");
        requireNonNull(tenant, "tenant");
        if (jwks != null && jwksUri != null) {
            throw new IllegalArgumentException(
                    "receiver " + clientId + " has jwks and jwks-uri, expected one of them at most");
        }
    }

    /** A receiver with a secret and every default. */
    public static ReceiverConfig of(String clientId, Secret clientSecret, String tenant) {
        return new ReceiverConfig(
                clientId,
                clientSecret,
                null,
                null,
                null,
                null,
                null,
                null,
                tenant,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /**
     * The registration that this amounts to. Throws {@link IllegalArgumentException} for values that make none.
     *
     * @param hash makes of a secret as it is written here what is kept of it
     */
    public ReceiverRegistration registration(Function<Secret, SecretHash> hash) {
        ClientSecrets secrets = clientSecret == null ? null : ClientSecrets.of(hash.apply(clientSecret));
        return new ReceiverRegistration(
                clientId,
                tenant,
                audience == null || audience.isEmpty() ? List.of(clientId) : audience,
                orElse(allowedEvents, List.of()),
                scopes == null || scopes.isEmpty() ? ReceiverRegistration.ALL_SCOPES : scopes,
                orElse(pushHostsAllowed, Set.of()),
                orElse(maxStreams, ReceiverRegistration.DEFAULT_MAX_STREAMS),
                orElse(dialect, Dialect.SSF_1_0),
                orElse(signingAlgorithm, SigningAlgorithm.RS256),
                defaultSubjects,
                inactivityTimeout,
                new Credentials(secrets, keys(), certificateName, spiffeId, orElse(externalIds, Map.of())),
                orElse(boundTokens, false),
                collapse,
                null);
    }

    private @Nullable ClientKeys keys() {
        if (jwks != null) {
            RemoteKeys.requireUsable(jwks, "jwks of receiver " + clientId);
            return new ClientKeys.Inline(jwks);
        }
        return jwksUri == null ? null : new ClientKeys.At(jwksUri);
    }

    private static <T> T orElse(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
