// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.key;

import com.nimbusds.jose.jwk.JWK;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The public keys of one issuer (SSF 1.0 §4.1.4). */
@FunctionalInterface
public interface KeySource {
    /**
     * The keys of that id, or all of them where {@code kid} is null. May block while keys are fetched: not for event
     * loops.
     *
     * @throws UndecidedException if the keys cannot be had now
     */
    List<JWK> find(@Nullable String kid) throws UndecidedException;
}
