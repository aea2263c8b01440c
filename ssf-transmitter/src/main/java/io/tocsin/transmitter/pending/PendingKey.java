// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.pending;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Key of the pending store. Its bytes sort by stream and, within one, by sequence: a stream's SETs lie side by side in
 * the order they came.
 *
 * @param streamId printable ASCII
 * @param sequence 0 or more
 */
public record PendingKey(String streamId, long sequence) {
    public static final Serde<PendingKey> SERDE = Serdes.serdeFrom(
            (topic, key) -> key == null ? null : key.bytes(),
            (topic, bytes) -> bytes == null ? null : PendingKey.parse(bytes));

    private static final char END_OF_ID = 0;
    private static final char AFTER_END_OF_ID = 1;

    static PendingKey first(String streamId) {
        return new PendingKey(streamId, 0);
    }

    static PendingKey last(String streamId) {
        return new PendingKey(streamId, Long.MAX_VALUE);
    }

    /** Behind every key of this stream, before any of the next. */
    static PendingKey behind(String streamId) {
        return new PendingKey(streamId + AFTER_END_OF_ID, 0);
    }

    private byte[] bytes() {
        byte[] id = (streamId + END_OF_ID).getBytes(UTF_8);
        return ByteBuffer.allocate(id.length + Long.BYTES)
                .put(id)
                .putLong(sequence)
                .array();
    }

    private static PendingKey parse(byte[] bytes) {
        int end = bytes.length - Long.BYTES;
        return new PendingKey(
                new String(bytes, 0, end - 1, UTF_8), ByteBuffer.wrap(bytes).getLong(end));
    }
}
