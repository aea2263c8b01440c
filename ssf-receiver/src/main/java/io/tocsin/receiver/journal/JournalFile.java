// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file: each line is a checksum in eight hexadecimal digits, a space and the text. Used by one thread. */
final class JournalFile {
    private static final Logger LOG = LoggerFactory.getLogger(JournalFile.class);
    private static final int SUM = 8;

    private final Path path;
    private final FileChannel lockChannel;
    private FileChannel channel;
    private long length;
    private long lines;

    private JournalFile(Path path, FileChannel lockChannel, FileChannel channel) {
        this.path = path;
        this.lockChannel = lockChannel;
        this.channel = channel;
    }

    static JournalFile open(Path path, Consumer<String> replay) throws IOException {
        Path absolute = path.toAbsolutePath();
        Path folder = absolute.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        FileChannel lock = lock(absolute.resolveSibling(absolute.getFileName() + ".lock"));
        try {
            FileChannel channel = FileChannel.open(
                    absolute, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            JournalFile file = new JournalFile(absolute, lock, channel);
            file.replay(replay);
            file.syncFolder();
            return file;
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

    private void replay(Consumer<String> replay) throws IOException {
        byte[] all = Files.readAllBytes(path);
        int start = 0;
        int damaged = 0;
        for (int i = 0; i < all.length; i++) {
            if (all[i] == '\n') {
                if (intact(all, start, i)) {
                    replay.accept(new String(all, start + SUM + 1, i - start - SUM - 1, UTF_8));
                } else {
                    damaged++;
                }
                lines++;
                start = i + 1;
            }
        }
        if (damaged > 0) {
            LOG.error("{} damaged lines of {} are left out", damaged, path.getFileName());
        }
        if (start < all.length) {
            LOG.warn("{} ends in a torn line of {} bytes, cut off", path.getFileName(), all.length - start);
            channel.truncate(start);
            channel.force(true);
        }
        length = start;
    }

    private static boolean intact(byte[] all, int start, int end) {
        if (end - start <= SUM || all[start + SUM] != ' ') {
            return false;
        }
        String sum = new String(all, start, SUM, UTF_8);
        return sum.equals(checksum(all, start + SUM + 1, end - start - SUM - 1));
    }

    long lines() {
        return lines;
    }

    /** On disk when this returns; cut back to what was there before when it throws. */
    void append(List<String> texts) throws IOException {
        ByteBuffer bytes = encode(texts);
        long end = length;
        try {
            while (bytes.hasRemaining()) {
                end += channel.write(bytes, end);
            }
            channel.force(false);
        } catch (IOException e) {
            channel.truncate(length);
            throw e;
        }
        length = end;
        lines += texts.size();
    }

    /** Atomically: a crash leaves the old file or the new one. */
    void replace(List<String> texts) throws IOException {
        Path next = path.resolveSibling(path.getFileName() + ".next");
        FileChannel fresh = FileChannel.open(
                next,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        try {
            ByteBuffer bytes = encode(texts);
            long size = bytes.remaining();
            while (bytes.hasRemaining()) {
                fresh.write(bytes);
            }
            fresh.force(true);
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncFolder();
            channel.close();
            channel = fresh;
            length = size;
            lines = texts.size();
        } catch (IOException e) {
            fresh.close();
            throw e;
        }
    }

    private void syncFolder() throws IOException {
        Path folder = path.getParent();
        if (folder != null) {
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }

    private static ByteBuffer encode(List<String> texts) {
        StringBuilder all = new StringBuilder();
        for (String text : texts) {
            byte[] bytes = text.getBytes(UTF_8);
            all.append(checksum(bytes, 0, bytes.length))
                    .append(' ')
                    .append(text)
                    .append('\n');
        }
        return UTF_8.encode(all.toString());
    }

    private static String checksum(byte[] bytes, int offset, int count) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, offset, count);
        return String.format("%08x", sum.getValue());
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
