// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.schemas.random.Draw;
import io.tocsin.schemas.random.RandomSignals;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.TenantShard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
    private static final Instant FROM = Instant.parse("2026-03-01T00:00:00Z");
    private static final Recording ABOUT =
            new Recording("acme", FROM, FROM.plusSeconds(86_400), "0.1.0", "a test", "tocsin-labels/1");

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsReadWithItsKeysAndTimestamps() {
        List<RecordedSignal> signals = signals(200);
        assertThat(read(written("a.avro", signals))).isEqualTo(signals);
    }

    @Test
    void aFileSaysWhatItHolds() {
        try (RecordingReader reader = RecordingReader.open(written("a.avro", List.of()))) {
            assertThat(reader.about()).isEqualTo(ABOUT);
            assertThat(reader.next()).isNull();
            assertThat(reader.progress()).isEqualTo(1);
        }
    }

    @Test
    void theSameSignalsAreTheSameBytes() throws IOException {
        byte[] once = Files.readAllBytes(written("a.avro", signals(500)));
        byte[] again = Files.readAllBytes(written("b.avro", signals(500)));
        assertThat(again).isEqualTo(once);
    }

    @Test
    void aFileThatIsNotFinishedLeavesNothing() {
        Path file = folder.resolve("never.avro");
        try (RecordingWriter writer = RecordingWriter.create(file, ABOUT)) {
            signals(10).forEach(writer::write);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileThatIsCutOffIsRefusedWithTheNumberOfSignalsThatWereThere() throws IOException {
        byte[] whole = Files.readAllBytes(written("a.avro", signals(5_000)));
        Path cut = folder.resolve("cut.avro");
        for (int missing : new int[] {1, 100, whole.length / 2}) {
            Files.write(cut, Arrays.copyOf(whole, whole.length - missing));
            assertThatThrownBy(() -> read(cut))
                    .as("%d bytes are missing", missing)
                    .isInstanceOf(RecordingException.class)
                    .hasMessageContaining("cut.avro is damaged or cut off after ")
                    .hasMessageContaining("make or copy it again");
        }
    }

    @Test
    void whatIsNoAvroFileIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "these are not the signals you are looking for");
        assertThatThrownBy(() -> RecordingReader.open(file))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("notes.txt is no signals file")
                .hasMessageContaining("tocsin signals export");
        assertThatThrownBy(() -> RecordingReader.open(folder.resolve("nowhere")))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("check the path");
    }

    @Test
    void anAvroFileOfSomethingElseIsRefused() throws IOException {
        Path file = folder.resolve("other.avro");
        Schema other = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"Cat\",\"fields\":[{\"name\":\"lives\",\"type\":\"int\"}]}");
        try (DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>(other))) {
            writer.create(other, file.toFile());
        }
        assertThatThrownBy(() -> RecordingReader.open(file))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("is an Avro file of something else");
    }

    @Test
    void aFileOfALaterVersionIsReadAsFarAsItIsUnderstood() throws IOException {
        Path now = written("now.avro", signals(3));
        Path later = folder.resolve("later.avro");
        Schema schema = new Schema.Parser()
                .parse(
                        RecordingFormat.SCHEMA
                                .toString()
                                .replace("\"OWN_SET_ECHO\"", "\"OWN_SET_ECHO\",\"OF_TOMORROW\"")
                                .replaceFirst(
                                        "\"fields\":\\[",
                                        "\"fields\":[{\"name\":\"tomorrow\",\"type\":[\"null\",\"string\"],\"default\":null},"));
        try (DataFileReader<GenericRecord> in =
                        new DataFileReader<>(now.toFile(), new GenericDatumReader<>(null, schema));
                DataFileWriter<GenericRecord> out = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            in.getMetaKeys().stream()
                    .filter(key -> key.startsWith("tocsin."))
                    .forEach(key -> out.setMeta(key, in.getMetaString(key)));
            out.create(schema, later.toFile());
            for (GenericRecord record : in) {
                record.put("tomorrow", "shines");
                if (record.get("signal") instanceof GenericRecord signal) {
                    Schema type = signal.getSchema().getField("type").schema();
                    signal.put("type", new GenericData.EnumSymbol(type, "OF_TOMORROW"));
                }
                out.append(record);
            }
        }
        assertThat(read(later))
                .extracting(recorded -> recorded.signal().type())
                .containsExactly(SignalType.UNKNOWN, SignalType.UNKNOWN, SignalType.UNKNOWN);
    }

    private Path written(String name, List<RecordedSignal> signals) {
        Path file = folder.resolve(name);
        try (RecordingWriter writer = RecordingWriter.create(file, ABOUT)) {
            signals.forEach(writer::write);
            writer.finish();
        }
        return file;
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

    private static List<RecordedSignal> signals(int count) {
        RandomSignals random = new RandomSignals(new Draw(7));
        List<RecordedSignal> signals = new ArrayList<>();
        while (signals.size() < count) {
            for (Signal signal : random.all()) {
                if (signals.size() < count) {
                    signals.add(new RecordedSignal(
                            new TenantShard(signal.source().tenant(), signals.size() % 3),
                            FROM.plusMillis(signals.size()),
                            signal));
                }
            }
        }
        return signals;
    }
}
