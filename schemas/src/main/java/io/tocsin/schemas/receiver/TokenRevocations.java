// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.receiver;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/**
 * Which access tokens of one client id are good no longer, though they have not expired. Outlives the receiver: who is
 * registered later under the same id does not inherit tokens.
 *
 * @param notBefore tokens issued before it are revoked
 * @param tokens single tokens that are revoked: {@code jti}, and when the token would have expired
 */
public record TokenRevocations(Instant notBefore, Map<String, Instant> tokens) {
    public static final TokenRevocations NONE = new TokenRevocations(Instant.EPOCH, Map.of());

    public TokenRevocations {
        notBefore = requireNonNull(notBefore, "notBefore").truncatedTo(ChronoUnit.MICROS);
        Map<String, Instant> exact = new HashMap<>();
        tokens.forEach((jti, expires) -> exact.put(jti, expires.truncatedTo(ChronoUnit.MICROS)));
        tokens = Map.copyOf(exact);
    }
}
