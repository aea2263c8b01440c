// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.schemas.secret.Secret;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The headers by which a vendor shows who it is. */
@FunctionalInterface
interface Signer {
    Map<String, String> headers(String deliveryId, Instant now, byte[] body);

    /** The whole value of one header: Okta, Jamf. */
    static Signer header(String name, Secret value) {
        return (deliveryId, now, body) -> Map.of(name, value.reveal());
    }

    /** {@code v0=} and the HMAC of {@code v0:timestamp:body}, in hexadecimal. */
    static Signer timestamped(Secret secret) {
        return (deliveryId, now, body) -> {
            String timestamp = Long.toString(now.getEpochSecond());
            byte[] mac = hmac(secret.reveal().getBytes(UTF_8), "v0:" + timestamp + ":", body);
            return Map.of(
                    "X-Timestamp",
                    timestamp,
                    "X-Signature",
                    "v0=" + HexFormat.of().formatHex(mac));
        };
    }

    /** Standard Webhooks: {@code v1,} and the HMAC of {@code id.timestamp.body}, in Base64. */
    static Signer standardWebhooks(Secret secret) {
        byte[] key = Base64.getDecoder().decode(secret.reveal().substring("whsec_".length()));
        return (deliveryId, now, body) -> {
            String timestamp = Long.toString(now.getEpochSecond());
            byte[] mac = hmac(key, deliveryId + "." + timestamp + ".", body);
            return Map.of(
                    "webhook-id",
                    deliveryId,
                    "webhook-timestamp",
                    timestamp,
                    "webhook-signature",
                    "v1," + Base64.getEncoder().encodeToString(mac));
        };
    }

    private static byte[] hmac(byte[] key, String start, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(start.getBytes(UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
