// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/**
 * The archive of classes that java was told to keep from one start to the next. It is good only with the jars that it
 * was made of, and java makes no other in its place, so the image names it after them.
 */
record ClassArchive(Path file) {
    private static final String OPTION = "-XX:SharedArchiveFile=";
    /** What it is for, and a digest of the jars. */
    private static final Pattern NAME = Pattern.compile("(.+)-[0-9a-f]{16}\\.jsa");

    static Optional<ClassArchive> ofThisJvm() {
        return among(ManagementFactory.getRuntimeMXBean().getInputArguments());
    }

    static Optional<ClassArchive> among(List<String> javaOptions) {
        return javaOptions.stream()
                .filter(option -> option.startsWith(OPTION))
                .map(option -> new ClassArchive(
                        Path.of(option.substring(OPTION.length())).toAbsolutePath()))
                .findFirst();
    }

    /** Removes those beside it that are for the same and of other jars: what earlier images left on a volume. */
    void removeOthers() {
        Matcher own = named(file);
        Path folder = file.getParent();
        if (folder == null || !own.matches()) {
            return;
        }
        try (DirectoryStream<Path> beside = Files.newDirectoryStream(folder)) {
            for (Path other : beside) {
                Matcher name = named(other);
                if (name.matches() && name.group(1).equals(own.group(1)) && !other.equals(file)) {
                    Files.deleteIfExists(other);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // they take room and do no harm
            LoggerFactory.getLogger("tocsin").debug("Archives of earlier images stay in {}", folder, e);
        }
    }

    private static Matcher named(Path file) {
        return NAME.matcher(String.valueOf(file.getFileName()));
    }
}
