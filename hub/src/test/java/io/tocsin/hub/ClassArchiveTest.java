// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
    private static final String NOW = "edge-0123456789abcdef.jsa";
    private static final String BEFORE = "edge-fedcba9876543210.jsa";

    @TempDir
    private Path folder;

    @Test
    void onlyArchivesOfTheSameProgramAndOtherJarsAreRemoved() throws IOException {
        List<String> others =
                List.of("edge.jsa", "hub-fedcba9876543210.jsa", "edge-fedcba9876543210.aot", "edge-notes.jsa");
        for (String name :
                Stream.concat(Stream.of(NOW, BEFORE), others.stream()).toList()) {
            Files.createFile(folder.resolve(name));
        }
        archive(NOW).removeOthers();
        Set<String> left = new TreeSet<>(others);
        left.add(NOW);
        assertThat(names()).isEqualTo(left);
    }

    @Test
    void beforeItIsWrittenThoseOfOtherJarsAreRemovedAsWell() throws IOException {
        Files.createFile(folder.resolve(BEFORE));
        archive(NOW).removeOthers();
        assertThat(names()).isEmpty();
    }

    @Test
    void oneThatIsNotNamedAfterItsJarsRemovesNothing() throws IOException {
        Files.createFile(folder.resolve(BEFORE));
        archive("edge.jsa").removeOthers();
        assertThat(names()).containsExactly(BEFORE);
    }

    @Test
    void whereJavaKeepsNoneThereIsNone() {
        assertThat(ClassArchive.among(List.of("-Xmx1g", "-XX:AOTCache=edge.aot")))
                .isEmpty();
    }

    private ClassArchive archive(String name) {
        return ClassArchive.among(List.of("-Xmx1g", "-XX:SharedArchiveFile=" + folder.resolve(name)))
                .orElseThrow();
    }

    private Set<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new TreeSet<>(
                    files.map(file -> file.getFileName().toString()).toList());
        }
    }
}
