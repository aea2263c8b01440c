// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.vendor.credential;

import io.tocsin.connectors.vendor.Origin;
import io.tocsin.connectors.vendor.VendorApi;
import io.tocsin.schemas.secret.Secret;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * OAuth client credentials (RFC 6749 §4.4).
 *
 * @param tokenUrl the token endpoint
 * @param clientSecret either this or the key
 * @param privateJwk a private key as a JWK (RFC 7517), for {@code private_key_jwt} (RFC 7523)
 * @param scopes what to ask for; the client's own where empty
 * @param method {@code post} (where not given) or {@code basic}: where the secret stands
 * @param audience a parameter that some servers ask for
 */
public record ClientCredentials(
        URI tokenUrl,
        String clientId,
        @Nullable Secret clientSecret,
        @Nullable Secret privateJwk,
        List<String> scopes,
        Method method,
        @Nullable String audience)
        implements Credential {
    public ClientCredentials {
        if (tokenUrl == null || clientId == null || clientId.isEmpty()) {
            throw new IllegalArgumentException("credential: token-url or client-id is missing");
        }
        Origin.of("credential.token-url", tokenUrl);
        if ((clientSecret == null) == (privateJwk == null)) {
            throw new IllegalArgumentException("credential: expected client-secret or private-jwk, and one of them");
        }
        scopes = scopes == null ? List.of() : List.copyOf(scopes);
        method = method == null ? Method.POST : method;
    }

    @Override
    public VendorApi prove(VendorApi paced, VendorApi http, InstantSource clock) {
        return new AccessTokens(http, this, clock).authorize(paced);
    }

    /** Looks whether the secret is another meanwhile, as it is refused. Blocks. */
    boolean renew() {
        Secret secret = clientSecret == null ? privateJwk : clientSecret;
        return secret != null && secret.renew();
    }

    /** Where the client's secret stands in a request (RFC 6749 §2.3.1). */
    public enum Method {
        POST,
        BASIC
    }
}
