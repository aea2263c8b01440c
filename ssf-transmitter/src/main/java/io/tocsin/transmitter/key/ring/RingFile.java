// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.key.ring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.schemas.secret.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The keys file, which several processes may share. It is replaced as a whole, so it can be read at any time; who
 * changes it holds the lock on the empty file beside it, which ends with the process.
 */
final class RingFile {
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(30);
    private static final long LOCK_RETRY_NANOS = Duration.ofMillis(5).toNanos();

    /** Tells whether a file is still the one that was read, without reading it. */
    private record Seen(Object key, long modified, long size) {}

    private final Path file;
    private volatile @Nullable Seen seen;

    RingFile(Path file) {
        this.file = file;
    }

    /** Was it replaced since it was last read here? */
    boolean changed() {
        return !Objects.equals(seen, look());
    }

    /** The ring; the empty one if there is no file. */
    KeyRing read() {
        Seen now = look();
        if (now == null && seen != null) {
            throw new IllegalStateException("the key file " + file
                    + " is gone, expected it to stay; put it back, or restart to begin with new keys");
        }
        KeyRing ring =
                now == null ? KeyRing.EMPTY : RingJson.read(new String(PrivateFile.read(file), UTF_8), file.toString());
        seen = now;
        return ring;
    }

    /** Reads, changes and writes, with nobody else doing so at the same time; writes nothing if nothing changes. */
    KeyRing update(UnaryOperator<KeyRing> change) {
        Path beside = file.resolveSibling(file.getFileName() + ".lock");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = lock(channel)) {
                KeyRing before = read();
                KeyRing after = change.apply(before);
                if (lock.isValid() && !after.equals(before)) {
                    PrivateFile.write(file, RingJson.write(after).getBytes(UTF_8));
                }
                // as it was written: times lose what is below a second
                return read();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock the key file " + file + " by " + beside, e);
        }
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        long end = System.nanoTime() + LOCK_PATIENCE.toNanos();
        while (true) {
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return lock;
                }
            } catch (OverlappingFileLockException e) {
                // another transmitter of this very process
            }
            if (System.nanoTime() > end) {
                throw new IOException("somebody else holds the lock for more than " + LOCK_PATIENCE);
            }
            LockSupport.parkNanos(LOCK_RETRY_NANOS);
        }
    }

    private @Nullable Seen look() {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return new Seen(
                    Objects.requireNonNullElse(found.fileKey(), ""),
                    found.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                    found.size());
        } catch (IOException e) {
            return null;
        }
    }
}
