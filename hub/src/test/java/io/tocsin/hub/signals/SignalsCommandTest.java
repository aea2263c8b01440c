// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.signals;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.hub.Cli;
import io.tocsin.hub.config.value.Moments;
import io.tocsin.risk.label.LabelsFile;
import io.tocsin.schemas.recording.RecordingReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignalsCommandTest {
    @TempDir
    private Path folder;

    @Test
    void aCompanyIsMadeUpWithItsLabels() {
        Path signals = folder.resolve("month.avro");
        Path labels = folder.resolve("labels.ndjson");
        Cli cli = new Cli();
        int status = cli.execute(
                "signals",
                "generate",
                "--seed",
                "7",
                "--users",
                "40",
                "--days",
                "3",
                "--out",
                signals.toString(),
                "--labels",
                labels.toString());
        assertThat(status).as(cli.err()).isZero();
        assertThat(cli.out()).contains("signals of 40 people over 3 days in " + signals);
        assertThat(LabelsFile.read(labels).labels()).isNotEmpty();
        try (RecordingReader reader = RecordingReader.open(signals)) {
            assertThat(reader.about().origin()).isEqualTo("generated: seed 7, 40 users, 3 days");
            assertThat(reader.about().from()).isEqualTo(Instant.parse("2026-03-02T00:00:00Z"));
            assertThat(reader.about().to()).isEqualTo(Instant.parse("2026-03-05T00:00:00Z"));
            assertThat(reader.next()).isNotNull();
        }
    }

    @Test
    void whatMakesNoSenseIsSaidBeforeAnythingIsWritten() {
        Cli cli = new Cli();
        int status = cli.execute(
                "signals",
                "generate",
                "--users",
                "3",
                "--out",
                folder.resolve("a.avro").toString());
        assertThat(status).isEqualTo(2);
        assertThat(cli.err()).contains("--users is 3, expected 20 to 1,000,000");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileThatHoldsNoSignalsIsNotImported() throws Exception {
        Path config = Files.writeString(
                folder.resolve("hub.yaml"), "kafka: {bootstrap.servers: \"127.0.0.1:1\"}\ndata-dir: " + folder + "\n");
        Path file = Files.writeString(folder.resolve("notes.txt"), "no signals in here, move along now please");
        Cli cli = new Cli();
        int status = cli.execute("signals", "import", "--config", config.toString(), file.toString());
        assertThat(status).isEqualTo(1);
        assertThat(cli.err()).contains("notes.txt is no signals file").doesNotContain("Exception");
    }

    @Test
    void momentsAreTimesDaysOrHowLongAgo() {
        Instant now = Instant.parse("2026-03-10T12:00:00Z");
        assertThat(Moments.parse("2026-03-02T08:00:00Z", now)).isEqualTo(Instant.parse("2026-03-02T08:00:00Z"));
        assertThat(Moments.parse("2026-03-02", now)).isEqualTo(Instant.parse("2026-03-02T00:00:00Z"));
        assertThat(Moments.parse("7d", now)).isEqualTo(Instant.parse("2026-03-03T12:00:00Z"));
    }
}
