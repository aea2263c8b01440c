// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.fetch;

import com.nimbusds.jose.jwk.JWK;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Public keys by {@code kid}. */
@FunctionalInterface
public interface KeySource {
    /** The key; empty if there is none of that id. Fails if that cannot be told now. */
    CompletableFuture<Optional<JWK>> key(String keyId);
}
