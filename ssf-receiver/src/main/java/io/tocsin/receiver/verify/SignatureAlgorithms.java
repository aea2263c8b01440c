// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.verify;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which JWS algorithms may sign a SET. {@code none} and the symmetric ones are not here and cannot be configured. */
public final class SignatureAlgorithms {
    public static final Set<JWSAlgorithm> SUPPORTED = ordered(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512,
            JWSAlgorithm.EdDSA,
            JWSAlgorithm.Ed25519);

    /** What a stream accepts unless it says otherwise. */
    public static final Set<JWSAlgorithm> DEFAULT = ordered(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);

    private SignatureAlgorithms() {}

    private static Set<JWSAlgorithm> ordered(JWSAlgorithm... algorithms) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(algorithms)));
    }
}
