// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.principal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.risk.state.StateReader;
import io.tocsin.risk.state.StateWriter;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which inputs have had their effect: the latest {@value #LIMIT}, as 64 bits of a digest. An older one that comes again
 * is still stopped where it matters, because evidence is keyed by its signal.
 */
final class Seen {
    static final int LIMIT = 128;

    private static final ThreadLocal<MessageDigest> SHA256 = ThreadLocal.withInitial(Seen::sha256);

    private final Set<Long> keys = new LinkedHashSet<>();
    /** What was asked about last is mostly what is added next. */
    private @Nullable String asked;

    private long askedKey;

    boolean contains(String input) {
        asked = input;
        askedKey = key(input);
        return keys.contains(askedKey);
    }

    void add(String input) {
        keys.add(input.equals(asked) ? askedKey : key(input));
        trim();
    }

    void addAll(Seen other) {
        keys.addAll(other.keys);
        trim();
    }

    void write(StateWriter out) {
        ByteBuffer bytes = ByteBuffer.allocate(keys.size() * Long.BYTES);
        keys.forEach(bytes::putLong);
        out.blob(bytes.array());
    }

    static Seen read(StateReader in) {
        Seen seen = new Seen();
        ByteBuffer bytes = ByteBuffer.wrap(in.blob());
        while (bytes.hasRemaining()) {
            seen.keys.add(bytes.getLong());
        }
        return seen;
    }

    private void trim() {
        while (keys.size() > LIMIT) {
            keys.remove(keys.iterator().next());
        }
    }

    private static long key(String input) {
        return ByteBuffer.wrap(SHA256.get().digest(input.getBytes(UTF_8))).getLong();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
