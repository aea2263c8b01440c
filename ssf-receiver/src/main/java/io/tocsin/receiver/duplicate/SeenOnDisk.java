// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.duplicate;

import io.tocsin.receiver.duplicate.SeenInMemory.Seen;
import io.tocsin.receiver.journal.Journal;
import io.tocsin.receiver.journal.Memory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** As in memory, and in a journal: a mark is on disk before the SET is acknowledged, and there after a restart. */
public final class SeenOnDisk implements SeenSets {
    private static final int BYTES = 4 * Long.BYTES;

    private final SeenInMemory memory;
    private final InstantSource clock;
    private final Journal journal;

    private SeenOnDisk(SeenInMemory memory, InstantSource clock, Path file) {
        this.memory = memory;
        this.clock = clock;
        this.journal = Journal.open(file, new Marks(memory));
    }

    /** Throws {@link java.io.UncheckedIOException} if the file cannot be read, or another process has it. */
    public static SeenOnDisk open(Path file, InstantSource clock, Duration retention, int maxEntries) {
        return new SeenOnDisk(new SeenInMemory(clock, retention, maxEntries), clock, file);
    }

    @Override
    public Sighting look(SetKey key, String contentHash) {
        return memory.look(key, contentHash);
    }

    @Override
    public CompletableFuture<Void> remember(SetKey key, String contentHash) {
        Seen mark =
                new Seen(SeenInMemory.shortened(contentHash), clock.instant().getEpochSecond());
        memory.put(key, mark);
        return journal.append(bytes(key, mark)).whenComplete((done, failure) -> {
            if (failure != null) {
                // what is not on disk must not be answered as a duplicate
                memory.forget(key);
            }
        });
    }

    private record Marks(SeenInMemory memory) implements Memory {
        @Override
        public long count() {
            return memory.size();
        }

        @Override
        public void write(Consumer<byte[]> records) {
            memory.entries().forEach(entry -> records.accept(bytes(entry.getKey(), entry.getValue())));
        }

        @Override
        public void take(ByteBuffer bytes, int from, int length) {
            if (length == BYTES) {
                UUID digest = new UUID(bytes.getLong(from), bytes.getLong(from + Long.BYTES));
                Seen mark = new Seen(bytes.getLong(from + 2 * Long.BYTES), bytes.getLong(from + 3 * Long.BYTES));
                memory.put(new SetKey(digest), mark);
            }
        }
    }

    /** Digest of the key, of the content, and when. */
    private static byte[] bytes(SetKey key, Seen mark) {
        byte[] bytes = new byte[BYTES];
        ByteBuffer.wrap(bytes)
                .putLong(key.digest().getMostSignificantBits())
                .putLong(key.digest().getLeastSignificantBits())
                .putLong(mark.contentHash())
                .putLong(mark.atSecond());
        return bytes;
    }

    @Override
    public void close() {
        journal.close();
    }
}
