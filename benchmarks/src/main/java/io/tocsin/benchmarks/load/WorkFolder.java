// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a measurement has its data and logs: where somebody wants them, or a new folder in this one. */
public final class WorkFolder {
    @Option(names = "--dir", description = "where data and logs are kept (default: a new folder in this one)")
    private @Nullable Path dir;

    /** Absolute, and there. {@code prefix} begins the name of a new one. */
    public Path make(String prefix) throws IOException {
        Path folder = dir == null ? Files.createTempDirectory(Path.of(""), prefix) : Files.createDirectories(dir);
        return folder.toAbsolutePath();
    }
}
