// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.schemas.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * HMAC-SHA-256 over {@code <version>:<timestamp>:<body>}, sent as {@code <version>=<hex>} beside the timestamp in
 * seconds since the epoch.
 *
 * @param version {@code v0} where not given
 * @param maxSkew how far the timestamp may be from now, either way; 5 minutes where not given, at most 1 hour
 */
public record TimestampedSignature(
        String timestampHeader, String signatureHeader, String version, Duration maxSkew, List<Secret> secrets)
        implements Authentication {
    public TimestampedSignature {
        timestampHeader = timestampHeader == null
                ? "X-Timestamp"
                : HeaderName.of("authentication.timestamp-header", timestampHeader);
        signatureHeader = signatureHeader == null
                ? "X-Signature"
                : HeaderName.of("authentication.signature-header", signatureHeader);
        version = version == null ? "v0" : version;
        maxSkew = Skew.of(maxSkew);
        secrets = Rotation.of("authentication.secrets", secrets);
    }

    @Override
    public boolean admits(Presented presented, Instant now) {
        @Nullable String timestamp = presented.header(timestampHeader);
        byte[] signature = HmacSha256.hexBehind(version + "=", presented.header(signatureHeader));
        byte[] start = (version + ":" + timestamp + ":").getBytes(UTF_8);
        boolean signed = Rotation.any(
                Rotation.valid(secrets),
                secret -> HmacSha256.matches(signature, secret.reveal().getBytes(UTF_8), start, presented.body()));
        boolean timely = Skew.within(maxSkew, timestamp, now);
        return signed && timely;
    }
}
