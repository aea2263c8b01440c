// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.token;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.receiver.ReceiverRegistration;
import io.tocsin.transmitter.client.Revocations;
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
import org.jspecify.annotations.Nullable;

/** Makes access tokens (RFC 9068 §2.2) for the management API and the poll endpoints. */
public final class AccessTokenIssuer {
    private final String issuer;
    private final Duration lifetime;
    private final TokenSigner signer;
    private final Revocations revocations;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    public AccessTokenIssuer(
            String issuer, Duration lifetime, TokenSigner signer, Revocations revocations, InstantSource clock) {
        this.issuer = issuer;
        this.lifetime = lifetime;
        this.signer = signer;
        this.revocations = revocations;
        this.clock = clock;
    }

    /**
     * A signed token for these scopes, good from now for its {@link #lifetime}.
     *
     * @param boundTo thumbprint of the certificate without which it is worth nothing (RFC 8705 §3.1); null for none
     */
    public CompletableFuture<String> issue(ReceiverRegistration receiver, Set<Scope> scopes, @Nullable String boundTo) {
        long now = clock.instant().getEpochSecond();
        // not among those that were revoked within this very second
        long issued =
                Math.max(now, revocations.of(receiver.clientId()).notBefore().getEpochSecond());
        byte[] id = new byte[16];
        random.nextBytes(id);
        ObjectNode claims = JsonNodeFactory.instance
                .objectNode()
                .put("iss", issuer)
                .put("aud", issuer)
                .put("sub", receiver.clientId())
                .put("client_id", receiver.clientId())
                .put("iat", issued)
                .put("exp", now + lifetime.toSeconds())
                .put("jti", Base64.getUrlEncoder().withoutPadding().encodeToString(id))
                .put("scope", text(scopes));
        if (boundTo != null) {
            claims.putObject("cnf").put("x5t#S256", boundTo);
        }
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
