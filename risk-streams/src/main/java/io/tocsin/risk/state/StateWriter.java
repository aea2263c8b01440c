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

/** Appends values to a growing array; {@link StateReader} reads them in the same order. */
public final class StateWriter {
    private byte[] bytes = new byte[512];
    private int size;

    public StateWriter(int version) {
        int8(version);
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
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
        blob(value.getBytes(UTF_8));
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

    public void id(CanonicalId value) {
        text(value.text());
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
