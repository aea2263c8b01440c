// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over a partition's records, one after the other: each step hashes what came before, the record's offset, and
 * the hash of its key, value and timestamp. For one thread.
 */
final class RunningHash {
    /** Bytes of a record's own hash that a checkpoint keeps: enough to find the one that was tampered with. */
    static final int MARK_BYTES = Integer.BYTES;

    private final MessageDigest sha256;
    private byte[] hash;

    private RunningHash(byte[] hash) {
        this.hash = hash;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Before the first record of a partition. */
    static RunningHash beginning(String topic, int partition) {
        RunningHash running = new RunningHash(new byte[0]);
        running.hash = running.sha256.digest(("tocsin|" + topic + "|" + partition).getBytes(UTF_8));
        return running;
    }

    /** Where {@link #text} said so. */
    static RunningHash at(String text) {
        return new RunningHash(Base64.getUrlDecoder().decode(text));
    }

    /** Takes one record in and returns its mark. */
    int add(long offset, long timestamp, byte @Nullable [] key, byte @Nullable [] value) {
        update(key);
        update(value);
        byte[] record = sha256.digest(number(timestamp));
        sha256.update(hash);
        sha256.update(number(offset));
        hash = sha256.digest(record);
        return ByteBuffer.wrap(record).getInt();
    }

    /** Base64url without padding. */
    String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    /** With its length before it, so that no two records have the same bytes; nothing is not the same as empty. */
    private void update(byte @Nullable [] bytes) {
        sha256.update(number(bytes == null ? -1 : bytes.length));
        if (bytes != null) {
            sha256.update(bytes);
        }
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }
}
