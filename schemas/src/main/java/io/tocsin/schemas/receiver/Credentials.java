// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.receiver;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a receiver may prove who it is; by each way that is given.
 *
 * @param secrets for {@code client_secret_basic} and {@code client_secret_post}
 * @param keys for {@code private_key_jwt}, and for certificates of these keys ({@code self_signed_tls_client_auth})
 * @param certificate for {@code tls_client_auth}
 * @param spiffeId of X.509-SVIDs that stand for a token
 * @param externalIds how other authorization servers call it: {@code client_id} by issuer
 */
public record Credentials(
        @Nullable ClientSecrets secrets,
        @Nullable ClientKeys keys,
        @Nullable CertificateName certificate,
        @Nullable URI spiffeId,
        Map<String, String> externalIds) {
    public static final Credentials NONE = new Credentials(null, null, null, null, Map.of());

    public Credentials {
        externalIds = Map.copyOf(externalIds);
        if (spiffeId != null
                && (!"spiffe".equals(spiffeId.getScheme())
                        || spiffeId.getRawAuthority() == null
                        || spiffeId.getRawPath().isEmpty()
                        || spiffeId.getRawQuery() != null
                        || spiffeId.getRawFragment() != null)) {
            throw new IllegalArgumentException(
                    "spiffe-id is " + spiffeId + ", expected spiffe://<trust domain>/<path>");
        }
    }

    /** Can it prove who it is by something that is not a secret of ours? */
    public boolean provesWithoutSecret() {
        return keys != null || certificate != null || spiffeId != null || !externalIds.isEmpty();
    }

    public Credentials with(@Nullable ClientSecrets next) {
        return new Credentials(next, keys, certificate, spiffeId, externalIds);
    }
}
