// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.duplicate;

import io.tocsin.receiver.duplicate.SeenInMemory.Seen;
import io.tocsin.receiver.journal.Journal;
import io.tocsin.receiver.journal.Live;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** As in memory, and in a journal: a mark is on disk before the SET is acknowledged, and there after a restart. */
public final class SeenOnDisk implements SeenSets {
    private final SeenInMemory memory;
    private final InstantSource clock;
    private final Journal journal;

    private SeenOnDisk(SeenInMemory memory, InstantSource clock, Path file) {
        this.memory = memory;
        this.clock = clock;
        this.journal = Journal.open(file, line -> replay(memory, line), new Marks(memory));
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
        return journal.append(line(key, mark)).whenComplete((done, failure) -> {
            if (failure != null) {
                // what is not on disk must not be answered as a duplicate
                memory.forget(key);
            }
        });
    }

    private record Marks(SeenInMemory memory) implements Live {
        @Override
        public long count() {
            return memory.size();
        }

        @Override
        public Stream<String> lines() {
            return memory.entries().stream().map(entry -> line(entry.getKey(), entry.getValue()));
        }
    }

    private static String line(SetKey key, Seen mark) {
        return key.digest() + " " + Long.toHexString(mark.contentHash()) + " " + mark.atSecond();
    }

    private static void replay(SeenInMemory memory, String line) {
        int first = line.indexOf(' ');
        int second = line.indexOf(' ', first + 1);
        if (first > 0 && second > first) {
            memory.put(
                    new SetKey(UUID.fromString(line.substring(0, first))),
                    new Seen(
                            Long.parseUnsignedLong(line, first + 1, second, 16),
                            Long.parseLong(line, second + 1, line.length(), 10)));
        }
    }

    @Override
    public void close() {
        journal.close();
    }
}
