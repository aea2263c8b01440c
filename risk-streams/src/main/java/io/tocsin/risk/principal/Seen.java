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

/**
 * Which inputs have had their effect: the latest {@value #LIMIT}, as 64 bits of a digest. An older one that comes again
 * is still stopped where it matters, because evidence is keyed by its signal.
 */
final class Seen {
    static final int LIMIT = 128;

    private static final ThreadLocal<Digester> DIGESTER = ThreadLocal.withInitial(Digester::new);

    /** The oldest first. */
    private long[] keys = new long[8];

    private int size;

    boolean contains(String input) {
        return contains(key(input));
    }

    void add(String input) {
        add(key(input));
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
        return DIGESTER.get().key(input);
    }

    /** A signal is asked about and then added, for each principal it was told to: the last key is mostly the next. */
    private static final class Digester {
        private final MessageDigest sha256;
        private String last = "";
        private long lastKey;

        Digester() {
            try {
                sha256 = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
            lastKey = digest("");
        }

        long key(String input) {
            if (!input.equals(last)) {
                last = input;
                lastKey = digest(input);
            }
            return lastKey;
        }

        private long digest(String input) {
            return ByteBuffer.wrap(sha256.digest(input.getBytes(UTF_8))).getLong();
        }
    }
}
