// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.secret.Secret;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a receiver gets its access tokens (RFC 6749 §4.4).
 *
 * @param tokenEndpoint where; absent: from the metadata of the authorization server
 * @param authorizationServer issuer whose RFC 8414 metadata name the token endpoint; absent: the transmitter's issuer
 * @param method {@code client_secret_basic} (default) or {@code client_secret_post}
 * @param scopes absent or empty: {@code ssf.manage}
 */
public record ClientCredentials(
        String clientId,
        Secret clientSecret,
        @Nullable URI tokenEndpoint,
        @Nullable String authorizationServer,
        String method,
        List<String> scopes) {
    public static final String BASIC = "client_secret_basic";
    public static final String POST = "client_secret_post";

    public ClientCredentials {
        if (requireNonNull(clientId, "client-id").isEmpty()) {
            throw new IllegalArgumentException("client-id is empty, expected the receiver's OAuth client id");
        }
        requireNonNull(clientSecret, "client-secret");
        method = method == null ? BASIC : method;
        if (!method.equals(BASIC) && !method.equals(POST)) {
            throw new IllegalArgumentException("method is \"" + method + "\", expected " + BASIC + " or " + POST);
        }
        scopes = scopes == null || scopes.isEmpty() ? List.of("ssf.manage") : List.copyOf(scopes);
        StreamSettings.requireHttps("token-endpoint", tokenEndpoint);
    }

    /** By {@code client_secret_basic}, everything else found out. */
    public static ClientCredentials basic(String clientId, Secret clientSecret) {
        return new ClientCredentials(clientId, clientSecret, null, null, BASIC, List.of());
    }
}
