// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.signals;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.hub.Cli;
import io.tocsin.kafka.KafkaCluster;
import io.tocsin.kafka.KafkaExtension;
import io.tocsin.risk.company.Month;
import io.tocsin.schemas.recording.RecordedSignal;
import io.tocsin.schemas.recording.RecordingReader;
import io.tocsin.schemas.recording.RecordingWriter;
import io.tocsin.schemas.topic.TopicAdmin;
import io.tocsin.schemas.topic.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class SignalsTopicIT {
    @TempDir
    private Path folder;

    private Path config;
    private Path original;

    @BeforeEach
    void aHubAndAFile(KafkaCluster kafka) throws Exception {
        Map<String, String> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
        TopicAdmin.createMissing(client, Topics.ALL, 3, (short) 1);
        config = Files.writeString(
                folder.resolve("hub.yaml"),
                "kafka: {bootstrap.servers: \"" + kafka.bootstrapServers() + "\"}\ndata-dir: " + folder + "\n");
        original = folder.resolve("original.avro");
        // of yesterday, or Kafka would take them for long expired
        LocalDate first = LocalDate.now(ZoneOffset.UTC).minusDays(4);
        Month month = Month.of(11, 60, 3, first);
        try (RecordingWriter writer = RecordingWriter.create(original, month.about("test"))) {
            month.live(writer::write, day -> {});
            writer.finish();
        }
    }

    @Test
    void whatIsImportedAndExportedAgainIsTheSameButForItsMark() {
        run("signals", "import", "--config", config.toString(), original.toString());
        Path copy = folder.resolve("copy.avro");
        // what other tests' hubs hear is of now
        run("signals", "export", "--config", config.toString(), "--from", "10d", "--to", "1h", copy.toString());

        List<RecordedSignal> before = read(original);
        List<RecordedSignal> after = read(copy);
        assertThat(after).hasSameSizeAs(before).isSortedAccordingTo(Comparator.comparing(RecordedSignal::timestamp));
        assertThat(after)
                .isEqualTo(before.stream()
                        .map(signal ->
                                new RecordedSignal(signal.key(), signal.timestamp(), Replay.marked(signal.signal())))
                        .toList());

        RecordedSignal middle = before.get(before.size() / 2);
        Instant from = middle.timestamp();
        Instant to = from.plus(Duration.ofHours(6));
        Path part = folder.resolve("part.avro");
        run(
                "signals",
                "export",
                "--config",
                config.toString(),
                "--from",
                from.toString(),
                "--to",
                to.toString(),
                "--tenant",
                "acme",
                part.toString());
        assertThat(read(part))
                .hasSameSizeAs(before.stream()
                        .filter(s ->
                                !s.timestamp().isBefore(from) && s.timestamp().isBefore(to))
                        .toList())
                .isNotEmpty();

        Path none = folder.resolve("none.avro");
        run("signals", "export", "--config", config.toString(), "--from", "10d", "--tenant", "other", none.toString());
        assertThat(read(none)).isEmpty();
    }

    private static void run(String... arguments) {
        Cli cli = new Cli();
        int status = cli.execute(arguments);
        assertThat(status).as(cli.out() + cli.err()).isZero();
    }

    private static List<RecordedSignal> read(Path file) {
        List<RecordedSignal> signals = new ArrayList<>();
        try (RecordingReader reader = RecordingReader.open(file)) {
            for (RecordedSignal next = reader.next(); next != null; next = reader.next()) {
                signals.add(next);
            }
        }
        return signals;
    }
}
