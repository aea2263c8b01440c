// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Avro binary from an array. Avro's own decoder takes a length at its word and makes room for it; this one compares it
 * with what is left, so that damaged bytes cost nothing, and makes strings without a detour.
 *
 * <p>Everything throws {@link EOFException} where more is announced than there is. An array or map whose elements take
 * no room (records without fields, {@code null}) is refused with it; there is none in our schemas.
 */
final class ByteArrayDecoder extends Decoder {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private int at;

    /** Reads from {@code offset} to the end. */
    ByteArrayDecoder(byte[] bytes, int offset) {
        this.bytes = bytes;
        this.at = offset;
    }

    @Override
    public void readNull() {}

    @Override
    public boolean readBoolean() throws IOException {
        return next() != 0;
    }

    @Override
    public int readInt() throws IOException {
        long value = readLong();
        if (value != (int) value) {
            throw new IOException("int is out of range");
        }
        return (int) value;
    }

    @Override
    public long readLong() throws IOException {
        long zigzag = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte part = next();
            zigzag |= (part & 0x7fL) << shift;
            if (part >= 0) {
                return (zigzag >>> 1) ^ -(zigzag & 1);
            }
        }
        throw new IOException("number has more than ten bytes");
    }

    @Override
    public float readFloat() throws IOException {
        return Float.intBitsToFloat((int) INT.get(bytes, skip(Float.BYTES)));
    }

    @Override
    public double readDouble() throws IOException {
        return Double.longBitsToDouble((long) LONG.get(bytes, skip(Double.BYTES)));
    }

    @Override
    public Utf8 readString(@Nullable Utf8 old) throws IOException {
        return new Utf8(readString());
    }

    @Override
    public String readString() throws IOException {
        int length = length();
        return new String(bytes, skip(length), length, UTF_8);
    }

    @Override
    public void skipString() throws IOException {
        skip(length());
    }

    @Override
    public ByteBuffer readBytes(@Nullable ByteBuffer old) throws IOException {
        byte[] read = new byte[length()];
        readFixed(read, 0, read.length);
        return ByteBuffer.wrap(read);
    }

    @Override
    public void skipBytes() throws IOException {
        skip(length());
    }

    @Override
    public void readFixed(byte[] into, int start, int length) throws IOException {
        System.arraycopy(bytes, skip(length), into, start, length);
    }

    @Override
    public void skipFixed(int length) throws IOException {
        skip(length);
    }

    @Override
    public int readEnum() throws IOException {
        return readInt();
    }

    @Override
    public int readIndex() throws IOException {
        return readInt();
    }

    @Override
    public long readArrayStart() throws IOException {
        return block();
    }

    @Override
    public long arrayNext() throws IOException {
        return block();
    }

    @Override
    public long skipArray() throws IOException {
        return skipBlocks();
    }

    @Override
    public long readMapStart() throws IOException {
        return block();
    }

    @Override
    public long mapNext() throws IOException {
        return block();
    }

    @Override
    public long skipMap() throws IOException {
        return skipBlocks();
    }

    /** Elements in the next block; a negative count says that the block's size in bytes follows. */
    private long block() throws IOException {
        long count = readLong();
        if (count < 0) {
            length();
            count = -count;
        }
        return within(count);
    }

    /** Jumps over blocks that say their size; returns the count of the first that does not, for the caller to skip. */
    private long skipBlocks() throws IOException {
        long count = readLong();
        while (count < 0) {
            skip(length());
            count = readLong();
        }
        return within(count);
    }

    private int length() throws IOException {
        return within(readLong());
    }

    private int within(long length) throws EOFException {
        if (length < 0 || length > bytes.length - at) {
            throw new EOFException(
                    "length " + length + " is announced where " + (bytes.length - at) + " bytes are left");
        }
        return (int) length;
    }

    private byte next() throws EOFException {
        if (at >= bytes.length) {
            throw new EOFException("no bytes are left");
        }
        return bytes[at++];
    }

    /** Moves on and returns where it was. */
    private int skip(int length) throws EOFException {
        int from = at;
        at += within(length);
        return from;
    }
}
