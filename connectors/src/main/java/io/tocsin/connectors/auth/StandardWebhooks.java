// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.schemas.secret.Secret;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Standard Webhooks specification's symmetric signatures: HMAC-SHA-256 over {@code <id>.<timestamp>.<body>}, sent
 * as one or more {@code v1,<base64>} separated by spaces. Signatures of other versions are passed over.
 *
 * @param secrets {@code whsec_} and the key in Base64
 * @param maxSkew how far the timestamp may be from now, either way; 5 minutes where not given, at most 1 hour
 */
public record StandardWebhooks(List<Secret> secrets, Duration maxSkew) implements Authentication {
    private static final String PREFIX = "whsec_";
    /** More than any sender in rotation needs; bounds the work one header can ask for. */
    private static final int MAX_SIGNATURES = 8;

    public StandardWebhooks {
        secrets = Rotation.of("authentication.secrets", secrets);
        maxSkew = Skew.of(maxSkew);
        for (Secret secret : secrets) {
            if (key(secret).length == 0) {
                throw new IllegalArgumentException("authentication.secrets: expected whsec_ and a key in Base64");
            }
        }
    }

    @Override
    public boolean admits(Presented presented, Instant now) {
        @Nullable String id = presented.header("webhook-id");
        @Nullable String timestamp = presented.header("webhook-timestamp");
        @Nullable String signatures = presented.header("webhook-signature");
        byte[] start = (id + "." + timestamp + ".").getBytes(UTF_8);
        boolean signed = Rotation.any(Rotation.valid(secrets), secret -> {
            byte[] key = key(secret);
            return key.length > 0 && listed(signatures, HmacSha256.of(key, start, presented.body()));
        });
        boolean timely = Skew.within(maxSkew, timestamp, now);
        return signed && timely && id != null;
    }

    private static boolean listed(@Nullable String signatures, byte[] expected) {
        String wanted = "v1," + Base64.getEncoder().encodeToString(expected);
        boolean found = false;
        for (String signature : signatures == null ? new String[0] : signatures.split(" ", MAX_SIGNATURES + 1)) {
            found |= MessageDigest.isEqual(wanted.getBytes(UTF_8), signature.getBytes(UTF_8));
        }
        return found;
    }

    private static byte[] key(Secret secret) {
        String text = secret.reveal();
        if (!text.startsWith(PREFIX)) {
            return new byte[0];
        }
        try {
            return Base64.getDecoder().decode(text.substring(PREFIX.length()));
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }
}
