// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.token;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.receiver.ReceiverRegistration;
import io.tocsin.transmitter.client.Scope;
import io.tocsin.transmitter.key.TokenSigner;
import io.tocsin.transmitter.key.TokenType;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Makes access tokens (RFC 9068 §2.2) for the management API and the poll endpoints. */
public final class AccessTokenIssuer {
    private final String issuer;
    private final Duration lifetime;
    private final TokenSigner signer;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    public AccessTokenIssuer(String issuer, Duration lifetime, TokenSigner signer, InstantSource clock) {
        this.issuer = issuer;
        this.lifetime = lifetime;
        this.signer = signer;
        this.clock = clock;
    }

    /** A signed token for these scopes, good from now for its {@link #lifetime}. */
    public CompletableFuture<String> issue(ReceiverRegistration receiver, Set<Scope> scopes) {
        long now = clock.instant().getEpochSecond();
        byte[] id = new byte[16];
        random.nextBytes(id);
        ObjectNode claims = JsonNodeFactory.instance
                .objectNode()
                .put("iss", issuer)
                .put("aud", issuer)
                .put("sub", receiver.clientId())
                .put("client_id", receiver.clientId())
                .put("iat", now)
                .put("exp", now + lifetime.toSeconds())
                .put("jti", Base64.getUrlEncoder().withoutPadding().encodeToString(id))
                .put("scope", text(scopes));
        return signer.sign(TokenType.ACCESS_TOKEN, claims);
    }

    public Duration lifetime() {
        return lifetime;
    }

    /** Scopes as OAuth writes them: names in order, with spaces between. */
    static String text(Set<Scope> scopes) {
        return scopes.stream().map(Scope::text).sorted().collect(Collectors.joining(" "));
    }
}
