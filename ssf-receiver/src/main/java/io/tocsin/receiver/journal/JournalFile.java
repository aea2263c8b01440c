// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file: each line is a checksum in eight hexadecimal digits, a space and the text. Used by one thread. */
final class JournalFile {
    private static final Logger LOG = LoggerFactory.getLogger(JournalFile.class);
    private static final int SUM = 8;
    private static final int PIECE = 1 << 20;

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

    /** In pieces: a file of a million lines is not to be in memory at once. */
    private void replay(Consumer<String> replay) throws IOException {
        long start = 0;
        long damaged = 0;
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        while (channel.read(piece, start + piece.position()) > 0) {
            byte[] bytes = piece.array();
            int lineStart = 0;
            for (int i = 0; i < piece.position(); i++) {
                if (bytes[i] == '\n') {
                    if (intact(bytes, lineStart, i)) {
                        replay.accept(new String(bytes, lineStart + SUM + 1, i - lineStart - SUM - 1, UTF_8));
                    } else {
                        damaged++;
                    }
                    lines++;
                    lineStart = i + 1;
                }
            }
            start += lineStart;
            piece = rest(piece, lineStart);
        }
        if (damaged > 0) {
            LOG.error("{} damaged lines of {} are left out", damaged, path.getFileName());
        }
        if (piece.position() > 0) {
            LOG.warn("{} ends in a torn line of {} bytes, cut off", path.getFileName(), piece.position());
            channel.truncate(start);
            channel.force(true);
        }
        length = start;
    }

    /** What is left of a piece behind its last whole line, with room for more. */
    private static ByteBuffer rest(ByteBuffer piece, int lineStart) {
        ByteBuffer rest = piece.duplicate().flip().position(lineStart);
        return rest.remaining() == rest.capacity()
                ? ByteBuffer.allocate(2 * rest.capacity()).put(rest)
                : rest.compact();
    }

    private static boolean intact(byte[] all, int start, int end) {
        if (end - start <= SUM || all[start + SUM] != ' ') {
            return false;
        }
        byte[] sum = checksum(all, start + SUM + 1, end - start - SUM - 1);
        return Arrays.equals(all, start, start + SUM, sum, 0, SUM);
    }

    long lines() {
        return lines;
    }

    /** On disk when this returns; cut back to what was there before when it throws. */
    void append(List<String> texts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String text : texts) {
            all.writeBytes(encode(text));
        }
        ByteBuffer bytes = ByteBuffer.wrap(all.toByteArray());
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
    void replace(Stream<String> texts) throws IOException {
        Path next = path.resolveSibling(path.getFileName() + ".next");
        FileChannel fresh = FileChannel.open(
                next,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        try {
            // neither closed nor needed after the flush: the channel stays
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(fresh), PIECE);
            long written = 0;
            for (Iterator<String> each = texts.iterator(); each.hasNext(); written++) {
                out.write(encode(each.next()));
            }
            out.flush();
            fresh.force(true);
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncFolder();
            channel.close();
            channel = fresh;
            length = fresh.size();
            lines = written;
        } catch (IOException | RuntimeException e) {
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

    private static byte[] encode(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        byte[] line = new byte[SUM + 1 + bytes.length + 1];
        System.arraycopy(checksum(bytes, 0, bytes.length), 0, line, 0, SUM);
        line[SUM] = ' ';
        System.arraycopy(bytes, 0, line, SUM + 1, bytes.length);
        line[line.length - 1] = '\n';
        return line;
    }

    private static byte[] checksum(byte[] bytes, int offset, int count) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, offset, count);
        return HexFormat.of().toHexDigits((int) sum.getValue()).getBytes(US_ASCII);
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
