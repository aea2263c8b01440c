// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.auth;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** HMAC-SHA-256 (RFC 2104). */
final class HmacSha256 {
    private static final String NAME = "HmacSHA256";
    private static final byte[] NOTHING = new byte[0];

    private HmacSha256() {}

    static byte[] of(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(NAME);
            mac.init(new SecretKeySpec(key, NAME));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + NAME, e);
        }
    }

    /**
     * A signature in hexadecimal behind a fixed prefix; no bytes where the text is missing or of another form, which
     * match nothing.
     */
    static byte[] hexBehind(String prefix, @Nullable String text) {
        if (text == null || !text.startsWith(prefix)) {
            return NOTHING;
        }
        try {
            return HexFormat.of().parseHex(text, prefix.length(), text.length());
        } catch (IllegalArgumentException notHex) {
            return NOTHING;
        }
    }

    static boolean matches(byte[] presented, byte[] key, byte[]... parts) {
        return MessageDigest.isEqual(of(key, parts), presented);
    }
}
