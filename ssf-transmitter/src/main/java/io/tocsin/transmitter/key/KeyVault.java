// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.key;

import com.nimbusds.jose.jwk.JWK;
import io.tocsin.schemas.receiver.SigningAlgorithm;
import java.security.PrivateKey;
import java.security.Provider;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where private keys are, if not in the keys file: a PKCS #12 file or a PKCS #11 token. */
public interface KeyVault {
    /**
     * One of its pairs.
     *
     * @param publicKey its {@code kid} is its thumbprint
     * @param provider the only one that can compute with it; null if any can
     */
    record Pair(
            JWK publicKey,
            SigningAlgorithm algorithm,
            PrivateKey privateKey,
            @Nullable Provider provider) {}

    /** The pairs there are now. Throws {@link IllegalArgumentException} that names the place and what is wrong. */
    List<Pair> pairs();

    /** A fresh pair, kept from now on. */
    Pair generate(SigningAlgorithm algorithm);

    /** Forgets a pair for good; false if it cannot. */
    boolean delete(String keyId);

    /** For messages. */
    String place();
}
