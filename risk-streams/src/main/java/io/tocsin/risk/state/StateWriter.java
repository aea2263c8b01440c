// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Identifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Appends values to a growing array; {@link StateReader} reads them in the same order. Used by one thread, which lends
 * it an array that it has used before.
 */
public final class StateWriter {
    private static final int FIRST = 4 * 1024;
    /** Room that a thread keeps between records; a larger one's is given back. */
    private static final int KEPT = 256 * 1024;

    private static final byte[] NONE = {};
    private static final ThreadLocal<byte[]> SPARE = ThreadLocal.withInitial(() -> NONE);

    private byte[] bytes;
    private int size;

    public StateWriter(int version) {
        byte[] spare = SPARE.get();
        bytes = spare.length > 0 ? spare : new byte[FIRST];
        // a writer that is made while this one is at work needs one of its own
        SPARE.set(NONE);
        int8(version);
    }

    /** What was written; nothing can be written after that. */
    public byte[] toByteArray() {
        byte[] written = Arrays.copyOf(bytes, size);
        if (bytes.length <= KEPT) {
            SPARE.set(bytes);
        }
        bytes = written;
        return written;
    }

    public void int8(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
    }

    public void bool(boolean value) {
        int8(value ? 1 : 0);
    }

    /** Seven bits a byte, zigzag, so that small values of either sign are short. */
    public void int64(long value) {
        ensure(10);
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    public void float64(double value) {
        ensure(8);
        long bits = Double.doubleToLongBits(value);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (bits >>> shift);
        }
    }

    public void blob(byte[] value) {
        int64(value.length);
        ensure(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    public void text(String value) {
        int start = size;
        int64(value.length());
        if (!ascii(value)) {
            size = start;
            blob(value.getBytes(UTF_8));
        }
    }

    /** Appends what is one byte a character, as nearly all names and ids are; says so if it is not. */
    private boolean ascii(String value) {
        int length = value.length();
        ensure(length);
        int all = 0;
        for (int i = 0; i < length; i++) {
            char next = value.charAt(i);
            bytes[size + i] = (byte) next;
            all |= next;
        }
        size += length;
        return all < 0x80;
    }

    /** By name, so that a new constant in the middle of an enum changes no stored state. */
    public void name(Enum<?> value) {
        text(value.name());
    }

    /** Microseconds since the epoch: all the precision a signal has. */
    public void instant(Instant value) {
        int64(Math.addExact(Math.multiplyExact(value.getEpochSecond(), 1_000_000L), value.getNano() / 1_000L));
    }

    public void duration(Duration value) {
        int64(value.toMillis());
    }

    /** As {@link CanonicalId#text()}. */
    public void id(CanonicalId value) {
        int start = size;
        String kind = value.kind().name();
        int64(value.tenant().length() + kind.length() + value.id().length() + 2L);
        boolean ascii = ascii(value.tenant());
        int8('|');
        ascii &= ascii(kind);
        int8('|');
        ascii &= ascii(value.id());
        if (!ascii) {
            size = start;
            text(value.text());
        }
    }

    public void identifier(Identifier value) {
        name(value.kind());
        text(value.namespace());
        text(value.value());
        name(value.strength());
    }

    public <T> void optional(@Nullable T value, Consumer<T> write) {
        bool(value != null);
        if (value != null) {
            write.accept(value);
        }
    }

    public <T> void each(Collection<T> values, Consumer<T> write) {
        int64(values.size());
        values.forEach(write);
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
