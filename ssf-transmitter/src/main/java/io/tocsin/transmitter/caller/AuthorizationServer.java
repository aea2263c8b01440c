// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.caller;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.schemas.json.Json;
import io.tocsin.transmitter.fetch.FetchException;
import io.tocsin.transmitter.fetch.HttpsFetch;
import io.tocsin.transmitter.fetch.RemoteKeys;
import io.tocsin.transmitter.push.AddressRules;
import io.tocsin.transmitter.trust.Watch;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One authorization server besides our own: its keys, and what it says of opaque tokens. */
public final class AuthorizationServer implements AutoCloseable {
    /** The operator names these servers, and they are often in the operator's own network. */
    private static final AddressRules ANYWHERE = new AddressRules(List.of("0.0.0.0/0", "::/0"));

    private final AuthorizationServerConfig config;
    private final HttpsFetch fetch;
    private final RemoteKeys keys;
    private final InstantSource clock;

    public AuthorizationServer(AuthorizationServerConfig config, Vertx vertx, Watch watch, InstantSource clock) {
        this.config = config;
        this.clock = clock;
        this.fetch = new HttpsFetch(vertx, config.trustedCa(), watch, ANYWHERE);
        this.keys = new RemoteKeys(() -> jwksUri().thenCompose(fetch::get), clock);
    }

    String issuer() {
        return config.issuer();
    }

    boolean speaksOf(String tenant) {
        return config.speaksOf(tenant);
    }

    /** @param resource how it calls us if the configuration does not say */
    TrustedIssuer asIssuerFor(String resource) {
        return new TrustedIssuer(config.issuer(), audience(resource), config.clientIdClaim(), keys);
    }

    /** Empty if it is not asked about tokens. */
    Optional<Introspection> introspectionFor(String resource) {
        return config.introspectionEndpoint() == null
                ? Optional.empty()
                : Optional.of(new Introspection(config, audience(resource), fetch, clock));
    }

    private String audience(String resource) {
        return config.audience() == null ? resource : config.audience();
    }

    private CompletableFuture<URI> jwksUri() {
        if (config.jwksUri() != null) {
            return CompletableFuture.completedFuture(config.jwksUri());
        }
        URI issuer = URI.create(config.issuer());
        String path = issuer.getRawPath().endsWith("/")
                ? issuer.getRawPath().substring(0, issuer.getRawPath().length() - 1)
                : issuer.getRawPath();
        String host = issuer.getScheme() + "://" + issuer.getRawAuthority();
        return fetch.get(URI.create(host + "/.well-known/oauth-authorization-server" + path))
                .exceptionallyCompose(
                        failure -> fetch.get(URI.create(host + path + "/.well-known/openid-configuration")))
                .thenApply(this::jwksUri);
    }

    /** The issuer it names must be the one asked for, or somebody else's keys would be taken (RFC 8414 §3.3). */
    private URI jwksUri(String metadata) {
        JsonNode json = Json.parse(metadata);
        if (!json.path("issuer").asText().equals(config.issuer())) {
            throw new FetchException("found the metadata of another issuer, expected that of " + config.issuer());
        }
        return URI.create(json.path("jwks_uri").asText());
    }

    @Override
    public void close() {
        fetch.close();
    }
}
