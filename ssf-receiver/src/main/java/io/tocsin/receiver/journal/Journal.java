// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records on disk. One thread writes: it takes all that wait, writes them, forces them to disk once and completes their
 * futures, so that many share one sync. When most of the file is history, it is replaced by one of what is live.
 *
 * <p>The owner changes its memory before it appends; a compaction in between then loses nothing.
 */
public final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final int MAX_BATCH = 4096;
    private static final long MIN_RECORDS_TO_COMPACT = 1024;

    private final JournalFile file;
    private final Memory memory;
    private final BlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
    private final Thread writer;
    private boolean closed;
    /** How many records there have to be before it is tried again, after it failed. */
    private long compactAbove = MIN_RECORDS_TO_COMPACT;

    private record Entry(List<byte[]> records, CompletableFuture<Void> done) {}

    private Journal(JournalFile file, Memory memory) {
        this.file = file;
        this.memory = memory;
        this.writer = Thread.ofPlatform().name("tocsin-journal").daemon().unstarted(this::writeUntilClosed);
    }

    /**
     * Opens or creates the file and fills the memory with every intact record, oldest first. A torn end, which nobody
     * was told is safe, is cut off.
     *
     * @throws UncheckedIOException if the file cannot be read, or another process has it
     */
    public static Journal open(Path path, Memory memory) {
        try {
            Journal journal = new Journal(JournalFile.open(path, memory), memory);
            journal.writer.start();
            return journal;
        } catch (IOException e) {
            throw new UncheckedIOException("journal " + path + " cannot be opened", e);
        }
    }

    /** Completes when the record, at most 65,535 bytes, is on disk; fails if it may not be. */
    public CompletableFuture<Void> append(byte[] record) {
        return append(List.of(record));
    }

    /** The same for many, which get there in their order. */
    public CompletableFuture<Void> append(List<byte[]> records) {
        for (byte[] record : records) {
            if (record.length == 0 || record.length > Blocks.MAX_RECORD) {
                throw new IllegalArgumentException(
                        "a record has " + record.length + " bytes, expected 1 to " + Blocks.MAX_RECORD);
            }
        }
        Entry entry = new Entry(List.copyOf(records), new CompletableFuture<>());
        synchronized (queue) {
            if (closed) {
                return CompletableFuture.failedFuture(new IOException("journal is closed"));
            }
            queue.add(entry);
        }
        return entry.done();
    }

    private void writeUntilClosed() {
        List<Entry> batch = new ArrayList<>();
        try {
            // not while somebody waits for the journal to be open
            if (file.isDamaged()) {
                compact();
            }
            compactIfWorthIt();
            while (!isDone()) {
                batch.add(queue.take());
                queue.drainTo(batch, MAX_BATCH);
                write(batch);
                batch.clear();
            }
        } catch (InterruptedException stop) {
            LOG.debug("Journal is not written any longer", stop);
        } finally {
            // there is something only if this ends before its time
            failWaiting(batch);
        }
    }

    private boolean isDone() {
        synchronized (queue) {
            return closed && queue.isEmpty();
        }
    }

    private void write(List<Entry> batch) {
        try {
            List<byte[]> records = new ArrayList<>();
            batch.forEach(entry -> records.addAll(entry.records()));
            if (!records.isEmpty()) {
                file.append(records);
            }
            batch.forEach(entry -> entry.done().complete(null));
            compactIfWorthIt();
        } catch (IOException | RuntimeException e) {
            LOG.error("Journal cannot be written, nothing is acknowledged until it can", e);
            batch.forEach(entry -> entry.done().completeExceptionally(e));
        }
    }

    private void compactIfWorthIt() {
        if (file.records() > compactAbove && file.records() > 2 * memory.count()) {
            compact();
        }
    }

    private void compact() {
        try {
            file.replace(memory);
            compactAbove = MIN_RECORDS_TO_COMPACT;
        } catch (IOException | RuntimeException e) {
            // not with every record from now on: it takes long, and who waits for a record waits for it
            compactAbove = file.records() + Math.max(file.records() / 4, MIN_RECORDS_TO_COMPACT);
            LOG.warn("Journal could not be compacted and goes on growing; tried again at {} records", compactAbove, e);
        }
    }

    private void failWaiting(List<Entry> written) {
        List<Entry> waiting = new ArrayList<>(written);
        synchronized (queue) {
            closed = true;
            queue.drainTo(waiting);
        }
        waiting.forEach(entry -> entry.done().completeExceptionally(new IOException("journal is closed")));
    }

    /** Writes what waits, then closes the file. */
    @Override
    public void close() {
        synchronized (queue) {
            closed = true;
            // nothing to write: it only wakes the writer
            queue.add(new Entry(List.of(), new CompletableFuture<>()));
        }
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        file.close();
    }
}
