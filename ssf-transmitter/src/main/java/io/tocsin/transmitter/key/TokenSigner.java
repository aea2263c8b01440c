// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.key;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;

/** Signs claims with the hub's current key, off the caller's thread. */
public interface TokenSigner {
    /** The compact JWS; completes on a signing thread. Fails only by a fault of ours or when closed. */
    CompletableFuture<String> sign(TokenType type, JsonNode claims);
}
