// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.client;

import io.tocsin.schemas.receiver.TokenRevocations;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which access tokens are good no longer though they have not expired: the revocation status that a token checked
 * without asking anybody has. One writer, any number of readers.
 */
public final class Revocations {
    /** No token lives as long; only tokens that do not say when they were issued are judged by it. */
    private static final Duration LONGEST_TOKEN = Duration.ofHours(24);

    private final Map<String, TokenRevocations> byClientId = new ConcurrentHashMap<>();

    /**
     * Whether a token is revoked.
     *
     * @param tokenId the token's {@code jti}, if it has one
     * @param issued null for a token that does not say; it is taken to be old
     */
    public boolean isRevoked(String clientId, @Nullable String tokenId, @Nullable Instant issued, Instant now) {
        TokenRevocations revoked = of(clientId);
        if (tokenId != null && revoked.tokens().containsKey(tokenId)) {
            return true;
        }
        return issued == null
                ? now.isBefore(revoked.notBefore().plus(LONGEST_TOKEN))
                : issued.isBefore(revoked.notBefore());
    }

    /** What is revoked of that client id, whether or not there is such a receiver. */
    public TokenRevocations of(String clientId) {
        return byClientId.getOrDefault(clientId, TokenRevocations.NONE);
    }

    void put(String clientId, TokenRevocations revoked) {
        byClientId.put(clientId, revoked);
    }

    void remove(String clientId) {
        byClientId.remove(clientId);
    }
}
