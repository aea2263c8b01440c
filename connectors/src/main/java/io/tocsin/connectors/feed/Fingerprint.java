// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.schemas.connector.ConnectorState.Seen;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** A record's key in {@link Seen}: the first bytes of a SHA-256. */
public final class Fingerprint {
    private Fingerprint() {}

    public static byte[] of(String key) {
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)), Seen.WIDTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
