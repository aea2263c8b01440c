// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.journal;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** What a journal keeps for its owner: filled from it when it is opened, written anew when it is mostly history. */
public interface Memory {
    /** One record, from that index of a big-endian buffer that is used again for the next one. */
    void take(ByteBuffer bytes, int from, int length);

    /**
     * That record is among the next to be taken. A memory that looks them up somewhere may bring it near: what one
     * waits for, the others need not wait for again.
     */
    default void expect(ByteBuffer bytes, int from, int length) {}

    /** Something between the records that were taken could not be read. All of them have been taken. */
    default void damaged() {}

    /** How many records {@link #write} would give. */
    long count();

    /** Gives one record each, at least all that was known when this was called; asked on the writing thread. */
    void write(Consumer<byte[]> records);
}
