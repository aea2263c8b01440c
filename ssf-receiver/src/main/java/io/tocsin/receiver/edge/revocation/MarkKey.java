// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.revocation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.receiver.edge.revocation.Mark.Scope;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Scope and names of what a mark is about, digested to 128 bits, so that a million of them fit in memory and no
 * identifier gets to the disk.
 */
record MarkKey(long high, long low) {

    static MarkKey of(Scope scope, String first, String second) {
        MessageDigest sha256 = sha256();
        sha256.update((byte) scope.letter());
        byte[] bytes = first.getBytes(UTF_8);
        sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        sha256.update(bytes);
        ByteBuffer digest = ByteBuffer.wrap(sha256.digest(second.getBytes(UTF_8)));
        return new MarkKey(digest.getLong(), digest.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    @Override
    public int hashCode() {
        return Long.hashCode(high);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MarkKey key && key.high == high && key.low == low;
    }
}
