// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.verify;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.JWSAlgorithm;
import io.tocsin.receiver.key.KeySource;
import java.util.Set;

/**
 * What a SET on one stream must look like.
 *
 * @param issuer compared character by character with {@code iss}
 * @param audiences one of them must be in {@code aud}
 * @param algorithms subset of {@link SignatureAlgorithms#SUPPORTED}
 * @param keys of that issuer only
 * @param legacySubject accept a SET without {@code sub_id} whose event has the pre-final member {@code subject}
 */
public record Expectations(
        String issuer, Set<String> audiences, Set<JWSAlgorithm> algorithms, KeySource keys, boolean legacySubject) {
    public Expectations {
        requireNonNull(issuer, "issuer");
        requireNonNull(keys, "keys");
        audiences = Set.copyOf(audiences);
        algorithms = Set.copyOf(algorithms);
        if (audiences.isEmpty()) {
            throw new IllegalArgumentException("audiences is empty, expected at least one");
        }
        if (algorithms.isEmpty() || !SignatureAlgorithms.SUPPORTED.containsAll(algorithms)) {
            throw new IllegalArgumentException(
                    "algorithms is " + algorithms + ", expected some of " + SignatureAlgorithms.SUPPORTED);
        }
    }
}
