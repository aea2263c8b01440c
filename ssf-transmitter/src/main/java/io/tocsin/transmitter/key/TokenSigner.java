// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.key;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.schemas.receiver.SigningAlgorithm;
import java.util.concurrent.CompletableFuture;

/** Signs claims with the hub's current key of an algorithm, off the caller's thread. */
public interface TokenSigner {
    /** The compact JWS; completes on a signing thread. Fails only by a fault of ours or when closed. */
    CompletableFuture<String> sign(SigningAlgorithm algorithm, TokenType type, JsonNode claims);

    /** With the default algorithm, RS256. */
    default CompletableFuture<String> sign(TokenType type, JsonNode claims) {
        return sign(SigningAlgorithm.RS256, type, claims);
    }

    /** Is the key that signed this token of ours still published? If not, nobody can verify it. */
    boolean stillVerifies(String token);
}
