// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.set;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * The {@code jti} of an event on a stream: the same whenever and wherever it is derived, and telling nothing of either.
 */
public final class SetId {
    private static final int BYTES = 16;

    private SetId() {}

    public static String of(String eventId, String streamId) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(eventId.getBytes(UTF_8));
            digest.update((byte) 0);
            digest.update(streamId.getBytes(UTF_8));
            byte[] id = Arrays.copyOf(digest.digest(), BYTES);
            // so that it begins with a letter: people give it to commands, which take a leading hyphen for an option
            id[0] &= 0x7f;
            return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
