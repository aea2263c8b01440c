// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.key.ring;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.jwk.JWK;
import io.tocsin.schemas.receiver.SigningAlgorithm;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One key and its times. A key that came without times signs, and is published, since ever and for ever.
 *
 * @param jwk with its private part where that is kept in the keys file, without where it is in a keystore
 * @param published since when receivers can find it
 * @param signsFrom when it takes over from its predecessor
 * @param unpublished from when on receivers can find it no more; null while it has no successor
 */
record RingKey(
        JWK jwk,
        SigningAlgorithm algorithm,
        @Nullable Instant published,
        @Nullable Instant signsFrom,
        @Nullable Instant unpublished) {
    RingKey {
        requireNonNull(jwk.getKeyID(), "kid");
        requireNonNull(algorithm, "algorithm");
    }

    static RingKey made(JWK jwk, SigningAlgorithm algorithm, Instant published, Instant signsFrom) {
        return new RingKey(jwk, algorithm, published, signsFrom, null);
    }

    String keyId() {
        return jwk.getKeyID();
    }

    boolean publishedAt(Instant now) {
        return unpublished == null || now.isBefore(unpublished);
    }

    boolean signableAt(Instant now) {
        return publishedAt(now) && (signsFrom == null || !now.isBefore(signsFrom));
    }

    /** Never longer than it was already said to be published. */
    RingKey unpublishedBy(Instant end) {
        return unpublished != null && !end.isBefore(unpublished)
                ? this
                : new RingKey(jwk, algorithm, published, signsFrom, end);
    }
}
