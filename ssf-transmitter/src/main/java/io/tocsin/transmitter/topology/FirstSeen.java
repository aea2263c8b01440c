// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.topology;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * The record by which an event id was first seen, and the {@code iat} its SETs got.
 *
 * @param iat whole seconds
 */
record FirstSeen(int partition, long offset, Instant iat) {
    static final Serde<FirstSeen> SERDE = Serdes.serdeFrom(
            (topic, seen) -> seen == null ? null : seen.bytes(),
            (topic, bytes) -> bytes == null ? null : FirstSeen.parse(bytes));

    boolean isRecord(int otherPartition, long otherOffset) {
        return partition == otherPartition && offset == otherOffset;
    }

    private byte[] bytes() {
        return ByteBuffer.allocate(Integer.BYTES + 2 * Long.BYTES)
                .putInt(partition)
                .putLong(offset)
                .putLong(iat.getEpochSecond())
                .array();
    }

    private static FirstSeen parse(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new FirstSeen(buffer.getInt(), buffer.getLong(), Instant.ofEpochSecond(buffer.getLong()));
    }
}
