// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/** A file that holds a secret: created readable by its owner only, and refused when others can reach it. */
public final class PrivateFile {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private PrivateFile() {}

    /**
     * The file's text; what {@code initial} makes, if there is no file yet. Throws {@link IllegalArgumentException}
     * where anybody but its owner may read or write it.
     */
    public static String readOrCreate(Path file, Supplier<String> initial) {
        if (!Files.exists(file)) {
            write(file, initial.get().getBytes(UTF_8));
        }
        return new String(read(file), UTF_8);
    }

    /** What the file holds. Throws {@link IllegalArgumentException} where anybody but its owner may reach it. */
    public static byte[] read(Path file) {
        try {
            checkPermissions(file);
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the key file " + file, e);
        }
    }

    /** Written beside, forced to the disk, and moved into place: a crash leaves the old keys or the new ones. */
    public static void write(Path file, byte[] content) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path fresh = POSIX
                    ? Files.createTempFile(folder, ".key", ".tmp", PosixFilePermissions.asFileAttribute(OWNER_ONLY))
                    : Files.createTempFile(folder, ".key", ".tmp");
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(content);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the key file " + file, e);
        }
    }

    private static void checkPermissions(Path file) throws IOException {
        if (!POSIX) {
            return;
        }
        Set<PosixFilePermission> found = Files.getPosixFilePermissions(file);
        if (!OWNER_ONLY.containsAll(found)) {
            throw new IllegalArgumentException("key file " + file + " has permissions "
                    + PosixFilePermissions.toString(found) + ", expected rw------- (chmod 600)");
        }
    }
}
