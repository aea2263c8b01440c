// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.Strength;
import io.tocsin.schemas.signal.Vocabulary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what {@link StateWriter} wrote. */
public final class StateReader {
    private final byte[] bytes;
    private int at;

    /** @throws IllegalStateException if the bytes were written by another version of the format */
    public StateReader(byte[] bytes, int version) {
        this.bytes = bytes;
        int found = int8();
        if (found != version) {
            throw new IllegalStateException("stored state has format " + found + ", this version reads " + version
                    + "; start the version that wrote it, or reset this application's state");
        }
    }

    public int int8() {
        return bytes[at++];
    }

    public boolean bool() {
        return int8() != 0;
    }

    public long int64() {
        long rest = 0;
        int shift = 0;
        byte next;
        do {
            next = bytes[at++];
            rest |= (next & 0x7FL) << shift;
            shift += 7;
        } while (next < 0);
        return (rest >>> 1) ^ -(rest & 1);
    }

    public double float64() {
        long bits = 0;
        for (int i = 0; i < 8; i++) {
            bits = (bits << 8) | (bytes[at++] & 0xFF);
        }
        return Double.longBitsToDouble(bits);
    }

    public byte[] blob() {
        int length = size();
        byte[] value = new byte[length];
        System.arraycopy(bytes, at, value, 0, length);
        at += length;
        return value;
    }

    public String text() {
        int length = size();
        String value = new String(bytes, at, length, UTF_8);
        at += length;
        return value;
    }

    public <E extends Enum<E>> E name(Class<E> type) {
        return Enum.valueOf(type, text());
    }

    public Instant instant() {
        long micros = int64();
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }

    public Duration duration() {
        return Duration.ofMillis(int64());
    }

    public CanonicalId id() {
        return CanonicalId.parse(text());
    }

    public Identifier identifier() {
        return new Identifier(name(IdentifierKind.class), Vocabulary.known(text()), text(), name(Strength.class));
    }

    public <T> @Nullable T optional(Supplier<T> read) {
        return bool() ? read.get() : null;
    }

    public <T> List<T> each(Supplier<T> read) {
        int count = size();
        List<T> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(read.get());
        }
        return values;
    }

    private int size() {
        long size = int64();
        if (size < 0 || size > bytes.length) {
            throw new IllegalStateException(
                    "stored state is damaged: a length of " + size + " in " + bytes.length + " bytes");
        }
        return (int) size;
    }
}
