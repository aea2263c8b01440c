// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.key;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What SETs may be signed with (RFC 7518 §3.1, RFC 8037 §3.1). HMAC and {@code none} can never be chosen. */
public enum SigningAlgorithm {
    /** The default, and all that the interoperability profile allows (§2.6). */
    RS256("RS256"),
    PS256("PS256"),
    ES256("ES256"),
    /** With Ed25519. */
    EDDSA("EdDSA");

    private final String text;

    SigningAlgorithm(String text) {
        this.text = text;
    }

    JWSAlgorithm jws() {
        return JWSAlgorithm.parse(text);
    }

    boolean isRsa() {
        return this == RS256 || this == PS256;
    }

    /** As {@code alg} has it: {@code RS256}, {@code EdDSA}. */
    public String text() {
        return text;
    }

    /** Throws {@link IllegalArgumentException} for any other name; {@code owner} says whose it is. */
    public static SigningAlgorithm parse(String name, String owner) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.text.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("signing-algorithm of " + owner + " is \"" + name
                        + "\", expected one of "
                        + Arrays.stream(values()).map(SigningAlgorithm::text).collect(Collectors.joining(", "))));
    }
}
