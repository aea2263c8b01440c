// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.caller;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An authorization server besides our own whose tokens are good here.
 *
 * @param issuer its {@code iss}
 * @param jwksUri where its keys are, https; found by its metadata (RFC 8414, else OpenID Connect Discovery) if absent
 * @param audience how it calls us in {@code aud}; the issuer URL that is called on if absent
 * @param clientIdClaim the claim that names the client; {@code client_id} if absent
 * @param introspectionEndpoint for its opaque tokens (RFC 7662), https; without it they are not good
 * @param clientId ours there, for introspection
 * @param clientSecret ours there, for introspection
 * @param trustedCa PEM file of the authorities whose certificate it may show; the JVM's if absent
 * @param tenants whose receivers it may speak of; every tenant's if absent
 */
public record AuthorizationServerConfig(
        String issuer,
        @Nullable URI jwksUri,
        @Nullable String audience,
        String clientIdClaim,
        @Nullable URI introspectionEndpoint,
        @Nullable String clientId,
        @Nullable Secret clientSecret,
        @Nullable Path trustedCa,
        List<String> tenants) {
    public AuthorizationServerConfig(
            String issuer,
            @Nullable URI jwksUri,
            @Nullable String audience,
            @Nullable String clientIdClaim,
            @Nullable URI introspectionEndpoint,
            @Nullable String clientId,
            @Nullable Secret clientSecret,
            @Nullable Path trustedCa,
            @Nullable List<String> tenants) {
        this.issuer = requireNonNull(issuer, "issuer");
        this.jwksUri = jwksUri;
        this.audience = audience;
        this.clientIdClaim = clientIdClaim == null ? "client_id" : clientIdClaim;
        this.introspectionEndpoint = introspectionEndpoint;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.trustedCa = trustedCa;
        this.tenants = tenants == null ? List.of() : List.copyOf(tenants);
        requireHttps("issuer", URI.create(issuer));
        requireHttps("jwks-uri", jwksUri);
        requireHttps("introspection-endpoint", introspectionEndpoint);
        if (introspectionEndpoint != null && (clientId == null || clientSecret == null)) {
            throw new IllegalArgumentException("authorization server " + issuer
                    + " has introspection-endpoint without client-id and client-secret, expected both:"
                    + " it must know who asks");
        }
    }

    boolean speaksOf(String tenant) {
        return tenants.isEmpty() || tenants.contains(tenant);
    }

    private static void requireHttps(String key, @Nullable URI url) {
        if (url != null && (!"https".equalsIgnoreCase(url.getScheme()) || url.getHost() == null)) {
            throw new IllegalArgumentException(
                    key + " of an authorization server is " + url + ", expected an https URL");
        }
    }
}
