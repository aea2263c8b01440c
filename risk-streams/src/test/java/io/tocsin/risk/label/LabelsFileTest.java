// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.risk.label.Label.Expected;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelsFileTest {
    private static final Instant AT = Instant.parse("2026-03-02T08:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsRead() {
        Labels labels = new Labels(
                10_000,
                30,
                List.of(
                        new Label(
                                "session-theft",
                                Expected.REVOKE,
                                "alice@acme.example",
                                null,
                                List.of("idx1"),
                                AT,
                                AT,
                                AT.plusSeconds(60)),
                        new Label("alert-storm", Expected.SPARE, null, "FVF1", List.of(), AT, AT, AT)));
        Path file = folder.resolve("labels.ndjson");
        LabelsFile.write(file, labels);
        assertThat(LabelsFile.read(file)).isEqualTo(labels);
    }

    @Test
    void anotherFileIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("other.json"), "{\"schema\":\"cats/1\"}\n");
        assertThatThrownBy(() -> LabelsFile.read(file))
                .hasMessageContaining("other.json:1: is no labels file")
                .hasMessageContaining("tocsin-labels/1");
    }

    @Test
    void aLineThatDoesNotFitIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("l.ndjson"), """
                {"schema":"tocsin-labels/1","users":10,"days":1}
                {"attack":"x","expected":"revoke","user":"a@b","sessions":[],"start":"2026-03-02T08:00:00Z"}
                """);
        assertThatThrownBy(() -> LabelsFile.read(file)).hasMessageContaining("l.ndjson:2: catchable is missing");
    }
}
