// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.signal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Deterministic signal ids, so that a hook delivered twice, or a hook and a poll of the same log, give one signal. */
public final class SignalId {
    private SignalId() {}

    /**
     * Hex SHA-256 over the parts, each preceded by its length.
     *
     * @param eventId the vendor's id, or a hash of natural key, state and vendor time where it has none
     * @param ordinal counts the signals that one vendor event gives, from 0
     */
    public static String derive(
            String tenant, String vendor, String family, String eventId, SignalType type, int ordinal) {
        MessageDigest sha256 = sha256();
        for (String part : new String[] {tenant, vendor, family, eventId, type.name(), Integer.toString(ordinal)}) {
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
