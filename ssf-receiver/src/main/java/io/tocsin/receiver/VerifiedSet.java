// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.set.SetClaims;
import java.time.Instant;

/**
 * A SET that passed every check.
 *
 * @param stream the name of the stream in the configuration
 * @param token as it came, for audit
 */
public record VerifiedSet(String stream, SetClaims claims, String token, Instant receivedAt) {
    public VerifiedSet {
        requireNonNull(stream, "stream");
        requireNonNull(claims, "claims");
        requireNonNull(token, "token");
        requireNonNull(receivedAt, "receivedAt");
    }

    @Override
    public String toString() {
        return "VerifiedSet[stream=" + stream + "]";
    }
}
