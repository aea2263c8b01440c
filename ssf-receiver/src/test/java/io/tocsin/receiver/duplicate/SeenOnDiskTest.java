// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.duplicate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.receiver.rig.MovableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeenOnDiskTest {
    /** Bytes that one takes that was written alone. */
    private static final int RECORD = 46;

    private static final Duration MONTH = Duration.ofDays(30);
    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final String OTHER_HASH = "fedcba9876543210".repeat(4);

    @TempDir
    private Path folder;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-05-01T12:00:00Z"));
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("sub/seen.journal");
    }

    private SeenOnDisk open(int max) {
        return SeenOnDisk.open(file, clock, MONTH, max);
    }

    private static SetKey key(String jti) {
        return SetKey.of("https://t.example", "acme", jti);
    }

    @Test
    void marksSurviveARestart() {
        try (SeenOnDisk seen = open(100)) {
            seen.remember(key("a"), HASH).join();
        }
        try (SeenOnDisk seen = open(100)) {
            assertThat(seen.look(key("a"), HASH)).isEqualTo(Sighting.DUPLICATE);
            assertThat(seen.look(key("a"), OTHER_HASH)).isEqualTo(Sighting.CONFLICT);
            assertThat(seen.look(key("b"), HASH)).isEqualTo(Sighting.FIRST);
        }
    }

    @Test
    void aTornEndIsCutOffAndTheRestIsKept() throws IOException {
        try (SeenOnDisk seen = open(100)) {
            seen.remember(key("a"), HASH).join();
            seen.remember(key("b"), HASH).join();
        }
        byte[] bytes = Files.readAllBytes(file);
        for (int cut = 1; cut < RECORD; cut += 7) {
            Files.write(file, Arrays.copyOf(bytes, bytes.length - cut));
            try (SeenOnDisk seen = open(100)) {
                assertThat(seen.look(key("a"), HASH)).isEqualTo(Sighting.DUPLICATE);
                assertThat(seen.look(key("b"), HASH)).isEqualTo(Sighting.FIRST);
                seen.remember(key("c"), HASH).join();
            }
            try (SeenOnDisk seen = open(100)) {
                assertThat(seen.look(key("c"), HASH)).isEqualTo(Sighting.DUPLICATE);
            }
        }
    }

    @Test
    void aDamagedRecordInTheMiddleCostsOnlyItself() throws IOException {
        try (SeenOnDisk seen = open(100)) {
            seen.remember(key("a"), HASH).join();
            seen.remember(key("b"), HASH).join();
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - RECORD - 1] ^= 1;
        Files.write(file, bytes);
        try (SeenOnDisk seen = open(100)) {
            assertThat(seen.look(key("a"), HASH)).isEqualTo(Sighting.FIRST);
            assertThat(seen.look(key("b"), HASH)).isEqualTo(Sighting.DUPLICATE);
        }
    }

    @Test
    void theFileShrinksToWhatIsStillRemembered() throws IOException {
        try (SeenOnDisk seen = open(10)) {
            IntStream.range(0, 5000)
                    .mapToObj(i -> seen.remember(key("k" + i), HASH))
                    .toList()
                    .forEach(CompletableFuture::join);
        }
        assertThat(Files.size(file)).isLessThan(4000 * RECORD);
        try (SeenOnDisk seen = open(10)) {
            assertThat(seen.look(key("k4999"), HASH)).isEqualTo(Sighting.DUPLICATE);
            assertThat(seen.look(key("k0"), HASH)).isEqualTo(Sighting.FIRST);
        }
    }

    @Test
    void marksAreForgottenAfterTheRetention() {
        try (SeenOnDisk seen = open(100)) {
            seen.remember(key("a"), HASH).join();
            clock.advance(MONTH);
            assertThat(seen.look(key("a"), HASH)).isEqualTo(Sighting.DUPLICATE);
            clock.advance(Duration.ofSeconds(1));
            assertThat(seen.look(key("a"), HASH)).isEqualTo(Sighting.FIRST);
        }
    }

    @Test
    void twoProcessesCannotShareAFile() {
        try (SeenOnDisk seen = open(100)) {
            assertThat(seen.look(key("a"), HASH)).isEqualTo(Sighting.FIRST);
            assertThatThrownBy(() -> open(100)).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void aFileOfSomebodyElseIsNotTouched() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "0f3a8c11 a line of something else\n");

        assertThatThrownBy(() -> open(100)).hasStackTraceContaining("Move it away");
        assertThat(Files.readString(file)).startsWith("0f3a8c11");
    }

    @Test
    void nothingIsPromisedAfterClosing() {
        SeenOnDisk seen = open(100);
        seen.close();

        assertThat(seen.remember(key("a"), HASH)).isCompletedExceptionally();
    }

    @Test
    void noIdentifierIsOnDisk() throws IOException {
        try (SeenOnDisk seen = open(100)) {
            seen.remember(key("jti-of-alice"), HASH).join();
        }
        assertThat(Files.readString(file, ISO_8859_1)).doesNotContain("alice").doesNotContain("t.example");
        Files.write(file, "garbage without end".getBytes(UTF_8), StandardOpenOption.APPEND);
        try (SeenOnDisk seen = open(100)) {
            assertThat(seen.look(key("jti-of-alice"), HASH)).isEqualTo(Sighting.DUPLICATE);
        }
    }
}
