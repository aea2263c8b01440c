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
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lines on disk. One thread writes: it takes all lines that wait, writes them, forces them to disk once and completes
 * their futures, so that many lines share one sync. When most lines are history, the file is replaced by one of the
 * live lines.
 *
 * <p>The owner changes its memory before it appends; a compaction in between then loses nothing.
 */
public final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final int MAX_BATCH = 4096;
    private static final long MIN_LINES_TO_COMPACT = 1024;

    private final JournalFile file;
    private final Live live;
    private final BlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
    private final Thread writer;
    private volatile boolean closed;

    private record Entry(String line, CompletableFuture<Void> done) {}

    private Journal(JournalFile file, Live live) {
        this.file = file;
        this.live = live;
        this.writer = Thread.ofPlatform().name("tocsin-journal").daemon().unstarted(this::writeUntilClosed);
    }

    /**
     * Opens or creates the file and hands every intact line to {@code replay}, oldest first. A torn last line, which
     * nobody was told is safe, is cut off.
     *
     * @param live what must be kept at a compaction; asked after {@code replay} is through
     * @throws UncheckedIOException if the file cannot be read, or another process has it
     */
    public static Journal open(Path path, Consumer<String> replay, Live live) {
        try {
            Journal journal = new Journal(JournalFile.open(path, replay), live);
            journal.compactIfWorthIt();
            journal.writer.start();
            return journal;
        } catch (IOException e) {
            throw new UncheckedIOException("journal " + path + " cannot be opened", e);
        }
    }

    /** Completes when the line is on disk; fails if it may not be. The line has no line break. */
    public CompletableFuture<Void> append(String line) {
        if (line.isEmpty() || line.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a journal line may neither be empty nor hold a line break");
        }
        Entry entry = new Entry(line, new CompletableFuture<>());
        queue.add(entry);
        if (closed) {
            failWaiting();
        }
        return entry.done();
    }

    private void writeUntilClosed() {
        List<Entry> batch = new ArrayList<>();
        try {
            while (!closed || !queue.isEmpty()) {
                batch.add(queue.take());
                queue.drainTo(batch, MAX_BATCH);
                write(batch);
                batch.clear();
            }
        } catch (InterruptedException stop) {
            // what still waits was never acknowledged
        } finally {
            closed = true;
            failWaiting();
        }
    }

    private void write(List<Entry> batch) {
        try {
            // an empty line only wakes this thread, see close()
            List<String> lines = batch.stream()
                    .map(Entry::line)
                    .filter(line -> !line.isEmpty())
                    .toList();
            if (!lines.isEmpty()) {
                file.append(lines);
            }
            batch.forEach(entry -> entry.done().complete(null));
            compactIfWorthIt();
        } catch (IOException | RuntimeException e) {
            LOG.error("Journal cannot be written, nothing is acknowledged until it can", e);
            batch.forEach(entry -> entry.done().completeExceptionally(e));
        }
    }

    private void compactIfWorthIt() {
        if (file.lines() > MIN_LINES_TO_COMPACT && file.lines() > 2 * live.count()) {
            try (Stream<String> lines = live.lines()) {
                file.replace(lines);
            } catch (IOException | UncheckedIOException e) {
                LOG.warn("Journal could not be compacted and goes on growing", e);
            }
        }
    }

    private void failWaiting() {
        List<Entry> waiting = new ArrayList<>();
        queue.drainTo(waiting);
        waiting.forEach(entry -> entry.done().completeExceptionally(new IOException("journal is closed")));
    }

    /** Writes what waits, then closes the file. */
    @Override
    public void close() {
        closed = true;
        CompletableFuture<Void> last = new CompletableFuture<>();
        queue.add(new Entry("", last));
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        file.close();
    }
}
