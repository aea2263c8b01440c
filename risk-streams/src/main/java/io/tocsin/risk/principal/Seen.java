// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.principal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.risk.state.StateReader;
import io.tocsin.risk.state.StateWriter;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Which inputs have had their effect: the latest {@value #LIMIT}, as 64 bits of a digest. An older one that comes again
 * is still stopped where it matters, because evidence is keyed by its signal.
 */
final class Seen {
    static final int LIMIT = 128;

    private static final ThreadLocal<MessageDigest> SHA256 = ThreadLocal.withInitial(Seen::sha256);

    /** The oldest first. */
    private long[] keys = new long[8];

    private int size;
    /** What was asked about last is mostly what is added next. */
    private @Nullable String asked;

    private long askedKey;

    boolean contains(String input) {
        asked = input;
        askedKey = key(input);
        return contains(askedKey);
    }

    void add(String input) {
        add(input.equals(asked) ? askedKey : key(input));
    }

    void addAll(Seen other) {
        Set<Long> all = new LinkedHashSet<>();
        LongStream.concat(Arrays.stream(keys, 0, size), Arrays.stream(other.keys, 0, other.size))
                .forEach(all::add);
        size = 0;
        all.stream().skip(Math.max(0, all.size() - LIMIT)).forEach(this::add);
    }

    private boolean contains(long key) {
        for (int i = 0; i < size; i++) {
            if (keys[i] == key) {
                return true;
            }
        }
        return false;
    }

    private void add(long key) {
        if (contains(key)) {
            return;
        }
        if (size == LIMIT) {
            System.arraycopy(keys, 1, keys, 0, LIMIT - 1);
            size--;
        } else if (size == keys.length) {
            keys = Arrays.copyOf(keys, Math.min(LIMIT, size * 2));
        }
        keys[size++] = key;
    }

    void write(StateWriter out) {
        ByteBuffer bytes = ByteBuffer.allocate(size * Long.BYTES);
        bytes.asLongBuffer().put(keys, 0, size);
        out.blob(bytes.array());
    }

    static Seen read(StateReader in) {
        Seen seen = new Seen();
        LongBuffer stored = ByteBuffer.wrap(in.blob()).asLongBuffer();
        seen.size = stored.remaining();
        seen.keys = new long[Math.max(8, seen.size)];
        stored.get(seen.keys, 0, seen.size);
        return seen;
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
