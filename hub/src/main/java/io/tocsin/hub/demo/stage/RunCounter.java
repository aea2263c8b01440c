// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.demo.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Counts the runs over a data directory, also those that were killed. */
final class RunCounter {
    private RunCounter() {}

    static int next(Path dataDirectory) throws IOException {
        Path file = dataDirectory.resolve("runs");
        Files.createDirectories(dataDirectory);
        int last = Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : 0;
        Path draft = file.resolveSibling("runs.new");
        Files.writeString(draft, (last + 1) + "\n");
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return last + 1;
    }
}
