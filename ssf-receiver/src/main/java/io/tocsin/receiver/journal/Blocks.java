// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/**
 * Records as they stand in the file: in blocks of a marker, the length of what follows, its checksum, and then each
 * record behind its length of two bytes. Whether a block is whole can be told by itself, so behind a damaged one the
 * next is found again.
 */
final class Blocks {
    static final int MARKER = 0xD06E_B10C;
    static final int HEADER = 3 * Integer.BYTES;
    static final int MAX_RECORD = 0xffff;
    /** Of how many records a memory is told before the first of them is taken. */
    private static final int AHEAD = 64;

    /** A record always fits. */
    static final int MAX_BLOCK = 1 << 20;

    private final FileChannel channel;
    private final ByteBuffer block = ByteBuffer.allocate(HEADER + MAX_BLOCK).position(HEADER);
    private final CRC32C sum = new CRC32C();
    private long end;
    private long records;

    /** Writes from that place of the file on. */
    Blocks(FileChannel channel, long end) {
        this.channel = channel;
        this.end = end;
    }

    void add(byte[] record) throws IOException {
        if (block.remaining() < Short.BYTES + record.length) {
            flush();
        }
        block.putShort((short) record.length).put(record);
        records++;
    }

    /** As {@link #add}, but throws {@link UncheckedIOException}. */
    void addUnchecked(byte[] record) {
        try {
            add(record);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that was added is in the file, though maybe not on disk. */
    void flush() throws IOException {
        int length = block.position() - HEADER;
        if (length == 0) {
            return;
        }
        block.putInt(0, MARKER)
                .putInt(Integer.BYTES, length)
                .putInt(2 * Integer.BYTES, checksum(sum, block, HEADER, length));
        block.flip();
        while (block.hasRemaining()) {
            end += channel.write(block, end);
        }
        block.clear().position(HEADER);
    }

    long end() {
        return end;
    }

    long records() {
        return records;
    }

    /** Length of the whole block's content that begins there, or -1 if none does, or not all of it is there. */
    static int contentAt(ByteBuffer bytes, int from, int limit, CRC32C sum) {
        if (limit - from < HEADER || bytes.getInt(from) != MARKER) {
            return -1;
        }
        int length = bytes.getInt(from + Integer.BYTES);
        boolean whole = length > 0
                && length <= MAX_BLOCK
                && length <= limit - from - HEADER
                && bytes.getInt(from + 2 * Integer.BYTES) == checksum(sum, bytes, from + HEADER, length);
        return whole ? length : -1;
    }

    /** How many records the content holds, each given to {@code memory}, which is told of some at once before. */
    static int take(ByteBuffer bytes, int from, int length, Memory memory) {
        int count = 0;
        int end = from + length;
        int expected = from;
        for (int at = from; at < end; count++) {
            if (at == expected) {
                expected = expect(bytes, at, end, memory);
            }
            int record = bytes.getShort(at) & MAX_RECORD;
            memory.take(bytes, at + Short.BYTES, record);
            at += Short.BYTES + record;
        }
        return count;
    }

    /** Where the first record begins that the memory is not told of yet. */
    private static int expect(ByteBuffer bytes, int from, int end, Memory memory) {
        int at = from;
        for (int i = 0; i < AHEAD && at < end; i++) {
            int record = bytes.getShort(at) & MAX_RECORD;
            memory.expect(bytes, at + Short.BYTES, record);
            at += Short.BYTES + record;
        }
        return at;
    }

    private static int checksum(CRC32C sum, ByteBuffer bytes, int from, int length) {
        sum.reset();
        sum.update(bytes.array(), bytes.arrayOffset() + from, length);
        return (int) sum.getValue();
    }
}
