// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.action.keeper;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.json.Json;
import io.tocsin.schemas.receiver.SigningAlgorithm;
import io.tocsin.transmitter.key.TokenType;
import io.tocsin.transmitter.key.ring.SigningKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Logout tokens (OpenID Connect Back-Channel Logout 1.0 §2.4), signed with the transmitter's current key. */
final class LogoutTokens {
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
    /** At most two minutes are recommended (§2.4). */
    private static final Duration LIFETIME = Duration.ofMinutes(2);

    private final String issuer;
    private final SigningKeys keys;
    private final InstantSource clock;

    LogoutTokens(String issuer, SigningKeys keys, InstantSource clock) {
        this.issuer = issuer;
        this.keys = keys;
        this.clock = clock;
    }

    /** One of them; {@code sub} or {@code sid} is needed, and never a {@code nonce}. */
    String make(String audience, @Nullable String sub, @Nullable String sid) {
        if (sub == null && sid == null) {
            throw new IllegalStateException("a logout token names a subject or a session (§2.4)");
        }
        Instant now = clock.instant();
        ObjectNode claims = JsonNodeFactory.instance
                .objectNode()
                .put("iss", issuer)
                .put("aud", audience)
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(LIFETIME).getEpochSecond())
                .put("jti", UUID.randomUUID().toString());
        if (sub != null) {
            claims.put("sub", sub);
        }
        if (sid != null) {
            claims.put("sid", sid);
        }
        claims.putObject("events").putObject(EVENT);
        keys.reread();
        return keys.current(SigningAlgorithm.RS256)
                .sign(TokenType.LOGOUT, Json.write(claims).getBytes(StandardCharsets.UTF_8));
    }
}
