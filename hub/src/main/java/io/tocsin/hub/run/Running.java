// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/**
 * A note in the data directory by which a second command finds the hub that runs over it: the embedded broker has
 * another port at every start.
 */
public final class Running {
    private static final String BOOTSTRAP = "bootstrap.servers";
    private static final String PID = "pid";

    private final Path file;

    private Running(Path file) {
        this.file = file;
    }

    public static Running in(Path dataDirectory) {
        return new Running(dataDirectory.resolve("running.properties"));
    }

    void write(String bootstrapServers) {
        Properties note = new Properties();
        note.setProperty(BOOTSTRAP, bootstrapServers);
        note.setProperty(PID, Long.toString(ProcessHandle.current().pid()));
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (OutputStream out = Files.newOutputStream(draft)) {
                note.store(out, null);
            }
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": " + e.getMessage(), e);
        }
    }

    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": " + e.getMessage(), e);
        }
    }

    /** Where the hub's broker listens; empty if no process runs over this directory. */
    public Optional<String> bootstrapServers() {
        Properties note = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            note.load(in);
        } catch (IOException absent) {
            return Optional.empty();
        }
        boolean alive = ProcessHandle.of(Long.parseLong(note.getProperty(PID, "0")))
                .map(ProcessHandle::isAlive)
                .orElse(false);
        return alive ? Optional.ofNullable(note.getProperty(BOOTSTRAP)) : Optional.empty();
    }
}
