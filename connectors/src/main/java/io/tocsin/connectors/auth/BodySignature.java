// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.schemas.secret.Secret;
import java.time.Instant;
import java.util.List;

/**
 * HMAC-SHA-256 over the body, in hexadecimal behind a prefix: {@code X-Hub-Signature-256: sha256=…}. Says nothing of
 * time: a recorded delivery stays valid, and gives the same signals.
 */
public record BodySignature(String header, String prefix, List<Secret> secrets) implements Authentication {
    public BodySignature {
        header = header == null ? "X-Hub-Signature-256" : HeaderName.of("authentication.header", header);
        prefix = prefix == null ? "sha256=" : prefix;
        secrets = Rotation.of("authentication.secrets", secrets);
    }

    @Override
    public boolean admits(Presented presented, Instant now) {
        byte[] signature = HmacSha256.hexBehind(prefix, presented.header(header));
        return Rotation.any(
                Rotation.valid(secrets),
                secret -> HmacSha256.matches(signature, secret.reveal().getBytes(UTF_8), presented.body()));
    }
}
