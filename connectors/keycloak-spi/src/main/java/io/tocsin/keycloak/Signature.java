// SPDX-License-Identifier: Apache-2.0
package io.tocsin.keycloak;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs bodies as Standard Webhooks says: HMAC-SHA-256 over {@code <id>.<timestamp>.<body>}. Prints no key. */
final class Signature {
    private static final String PREFIX = "whsec_";
    private static final String HMAC = "HmacSHA256";
    /** Half of what HMAC-SHA-256 can use (RFC 2104 §3); the specification asks for as much at least. */
    private static final int SHORTEST = 16;

    private final SecretKeySpec key;

    private Signature(byte[] key) {
        this.key = new SecretKeySpec(key, HMAC);
    }

    /** Throws {@link IllegalArgumentException} where the secret is of another form. */
    static Signature by(String secret) {
        byte[] key = secret.startsWith(PREFIX) ? decoded(secret.substring(PREFIX.length())) : new byte[0];
        if (key.length < SHORTEST) {
            throw new IllegalArgumentException(
                    "secret is of another form, expected whsec_ and at least 16 bytes in Base64");
        }
        return new Signature(key);
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    /** The headers that say who sent this, and when. */
    Map<String, String> headers(String id, Instant at, byte[] body) {
        String timestamp = Long.toString(at.getEpochSecond());
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            mac.update((id + "." + timestamp + ".").getBytes(UTF_8));
            String signature = Base64.getEncoder().encodeToString(mac.doFinal(body));
            return Map.of("webhook-id", id, "webhook-timestamp", timestamp, "webhook-signature", "v1," + signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }
}
