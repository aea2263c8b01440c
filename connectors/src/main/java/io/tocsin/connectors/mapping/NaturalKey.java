// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Stands in for an event id where a vendor has none: a hash of what it is about, its state and the vendor's time. */
public final class NaturalKey {
    private NaturalKey() {}

    /** Hex SHA-256 over the parts, each preceded by its length. */
    public static String of(List<String> parts) {
        MessageDigest sha256 = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(UTF_8);
            sha256.update((bytes.length + ":").getBytes(UTF_8));
            sha256.update(bytes);
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
