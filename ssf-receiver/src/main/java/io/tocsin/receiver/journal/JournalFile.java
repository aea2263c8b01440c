// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file: eight bytes that say what it is, then {@link Blocks}. Used by one thread. */
final class JournalFile {
    private static final Logger LOG = LoggerFactory.getLogger(JournalFile.class);
    private static final byte[] FORMAT = "Tocsin 2".getBytes(US_ASCII);
    private static final int PIECE = 4 * Blocks.MAX_BLOCK;

    private final Path path;
    private final Folder folder;
    private final FileChannel lockChannel;
    private FileChannel channel;
    private long length;
    private long records;
    private boolean damaged;
    /** Whether the name of the file may still be that of the one before, after a crash. */
    private boolean nameInDoubt = true;

    /** What says which file has which name; that is on disk when {@link #sync} returns. */
    @FunctionalInterface
    interface Folder {
        void sync() throws IOException;
    }

    private JournalFile(Path path, Folder folder, FileChannel lockChannel, FileChannel channel) {
        this.path = path;
        this.folder = folder;
        this.lockChannel = lockChannel;
        this.channel = channel;
    }

    static JournalFile open(Path path, Memory memory) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        return open(path, memory, () -> sync(folder));
    }

    static JournalFile open(Path path, Memory memory, Folder folder) throws IOException {
        Path absolute = path.toAbsolutePath();
        FileChannel lock = lock(absolute.resolveSibling(absolute.getFileName() + ".lock"));
        try {
            FileChannel channel = FileChannel.open(
                    absolute, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                JournalFile file = new JournalFile(absolute, folder, lock, channel);
                file.replay(memory);
                file.settleName();
                return file;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException sameProcess) {
            // answered below
        }
        channel.close();
        throw new IOException(path + " is locked: another receiver uses this journal");
    }

    /** In pieces: a file of a million records is not to be in memory at once. */
    private void replay(Memory memory) throws IOException {
        long size = channel.size();
        if (size < FORMAT.length) {
            // new, or nothing was ever acknowledged
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(FORMAT), 0);
            channel.force(true);
            length = FORMAT.length;
            return;
        }
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        requireFormat(piece);
        CRC32C sum = new CRC32C();
        long start = FORMAT.length;
        long good = start;
        boolean atEnd = false;
        while (!atEnd) {
            int limit = fill(piece, start);
            atEnd = start + limit >= size;
            int from = 0;
            while (from < limit && (atEnd || limit - from >= Blocks.HEADER + Blocks.MAX_BLOCK)) {
                int content = Blocks.contentAt(piece, from, limit, sum);
                if (content < 0) {
                    from++;
                } else {
                    damaged |= start + from > good;
                    records += Blocks.take(piece, from + Blocks.HEADER, content, memory);
                    from += Blocks.HEADER + content;
                    good = start + from;
                }
            }
            start += from;
        }
        if (damaged) {
            LOG.error("{} is damaged, what could be read of it is used", path.getFileName());
            memory.damaged();
        }
        if (good < size) {
            LOG.warn("{} ends in {} torn bytes, cut off", path.getFileName(), size - good);
            channel.truncate(good);
            channel.force(true);
        }
        length = good;
    }

    private void requireFormat(ByteBuffer piece) throws IOException {
        byte[] begins = new byte[FORMAT.length];
        fill(piece, 0);
        piece.get(0, begins);
        if (!Arrays.equals(begins, FORMAT)) {
            throw new IOException(path + " is no journal of this version: expected it to begin with \""
                    + new String(FORMAT, US_ASCII) + "\". Move it away to begin with an empty one");
        }
    }

    /** As much as there is and fits, from the beginning of the buffer; how much that was. */
    private int fill(ByteBuffer piece, long from) throws IOException {
        piece.clear();
        int read = 0;
        while (piece.hasRemaining() && read >= 0) {
            read = channel.read(piece, from + piece.position());
        }
        return piece.position();
    }

    long records() {
        return records;
    }

    /** Was something in the middle of it unreadable? What it said is not known. */
    boolean isDamaged() {
        return damaged;
    }

    /** On disk when this returns; cut back to what was there before when it throws. */
    void append(Iterable<byte[]> added) throws IOException {
        Blocks blocks = new Blocks(channel, length);
        try {
            for (byte[] record : added) {
                blocks.add(record);
            }
            blocks.flush();
            channel.force(false);
            settleName();
        } catch (IOException e) {
            channel.truncate(length);
            throw e;
        }
        length = blocks.end();
        records += blocks.records();
    }

    /** Atomically: a crash leaves the old file or the new one. */
    void replace(Memory memory) throws IOException {
        Path next = path.resolveSibling(path.getFileName() + ".next");
        FileChannel fresh = FileChannel.open(
                next,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        try {
            fresh.write(ByteBuffer.wrap(FORMAT), 0);
            Blocks blocks = new Blocks(fresh, FORMAT.length);
            memory.write(blocks::addUnchecked);
            blocks.flush();
            fresh.force(true);
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            length = blocks.end();
            records = blocks.records();
        } catch (IOException | RuntimeException e) {
            fresh.close();
            // where there is no room, it would take some
            Files.deleteIfExists(next);
            throw e;
        }
        // whatever fails from here on: the old one has no name any longer, and what is added to it would be lost
        FileChannel old = channel;
        channel = fresh;
        nameInDoubt = true;
        old.close();
        settleName();
    }

    private void settleName() throws IOException {
        if (nameInDoubt) {
            folder.sync();
            nameInDoubt = false;
        }
    }

    private static void sync(@Nullable Path folder) throws IOException {
        if (folder != null) {
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }

    void close() {
        try {
            channel.close();
            lockChannel.close();
        } catch (IOException e) {
            LOG.warn("{} was not closed cleanly", path.getFileName(), e);
        }
    }
}
