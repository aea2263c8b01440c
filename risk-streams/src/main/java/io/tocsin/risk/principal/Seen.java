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

/**
 * Which inputs have had their effect: the latest {@value #LIMIT}, as 128 bits of a digest. An older one that comes
 * again is still stopped where it matters, because evidence is keyed by its signal.
 */
final class Seen {
    static final int LIMIT = 128;

    private final Set<Key> keys = new LinkedHashSet<>();

    private record Key(long high, long low) {}

    boolean contains(String input) {
        return keys.contains(key(input));
    }

    void add(String input) {
        keys.add(key(input));
        trim();
    }

    void addAll(Seen other) {
        keys.addAll(other.keys);
        trim();
    }

    void write(StateWriter out) {
        out.int64(keys.size());
        for (Key key : keys) {
            out.blob(ByteBuffer.allocate(16).putLong(key.high).putLong(key.low).array());
        }
    }

    static Seen read(StateReader in) {
        Seen seen = new Seen();
        for (long left = in.int64(); left > 0; left--) {
            ByteBuffer bytes = ByteBuffer.wrap(in.blob());
            seen.keys.add(new Key(bytes.getLong(), bytes.getLong()));
        }
        return seen;
    }

    private void trim() {
        while (keys.size() > LIMIT) {
            keys.remove(keys.iterator().next());
        }
    }

    private static Key key(String input) {
        try {
            ByteBuffer digest =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(input.getBytes(UTF_8)));
            return new Key(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
