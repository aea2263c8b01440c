// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.duplicate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Issuer, stream and {@code jti}, digested to 128 bits so that a million of them fit and none of them is an identifier
 * on disk.
 */
public record SetKey(UUID digest) {
    public static SetKey of(String issuer, String stream, String jti) {
        ByteBuffer bytes = ByteBuffer.wrap(digest(issuer, stream, jti));
        return new SetKey(new UUID(bytes.getLong(), bytes.getLong()));
    }

    private static byte[] digest(String... parts) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(UTF_8);
                sha256.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
                sha256.update(bytes);
            }
            return sha256.digest();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
