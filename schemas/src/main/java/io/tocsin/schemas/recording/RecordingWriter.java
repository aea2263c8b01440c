// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.recording;

import io.tocsin.schemas.avro.RecordedSignalRecord;
import io.tocsin.schemas.codec.SignalCodec;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * Writes one signals file. It appears under its name when all of it is there: {@link #finish()}; closed before that,
 * nothing is left. The same signals with the same description are the same bytes.
 */
public final class RecordingWriter implements AutoCloseable {
    private final Path file;
    private final Path draft;
    private final DataFileWriter<RecordedSignalRecord> out;
    private final Instant end;
    private long written;
    private boolean finished;

    private RecordingWriter(Path file, Path draft, DataFileWriter<RecordedSignalRecord> out, Instant end) {
        this.file = file;
        this.draft = draft;
        this.out = out;
        this.end = end;
    }

    /** Throws {@link UncheckedIOException} where the file cannot be made. */
    public static RecordingWriter create(Path file, Recording about) {
        Path draft = file.resolveSibling(file.getFileName() + ".part");
        Map<String, String> metadata = metadata(about);
        DataFileWriter<RecordedSignalRecord> out =
                new DataFileWriter<>(new SpecificDatumWriter<>(RecordingFormat.SCHEMA, RecordingFormat.MODEL));
        out.setCodec(RecordingFormat.codec());
        out.setSyncInterval(RecordingFormat.BLOCK);
        metadata.forEach(out::setMeta);
        try {
            OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(draft), RecordingFormat.BLOCK);
            return new RecordingWriter(
                    file, draft, out.create(RecordingFormat.SCHEMA, bytes, RecordingFormat.sync(metadata)), about.to());
        } catch (IOException e) {
            throw new UncheckedIOException(draft + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> metadata(Recording about) {
        Map<String, String> metadata = new LinkedHashMap<>();
        if (about.tenant() != null) {
            metadata.put(RecordingFormat.TENANT, about.tenant());
        }
        metadata.put(RecordingFormat.FROM, about.from().toString());
        metadata.put(RecordingFormat.TO, about.to().toString());
        metadata.put(RecordingFormat.VERSION, about.version());
        metadata.put(RecordingFormat.ORIGIN, about.origin());
        if (about.labels() != null) {
            metadata.put(RecordingFormat.LABELS, about.labels());
        }
        return metadata;
    }

    public void write(RecordedSignal recorded) {
        append(new RecordedSignalRecord(
                recorded.key().shard(), recorded.timestamp(), SignalCodec.toAvro(recorded.signal())));
        written++;
    }

    private void append(RecordedSignalRecord record) {
        try {
            out.append(record);
        } catch (IOException e) {
            throw new UncheckedIOException(draft + " cannot be written: " + e.getMessage(), e);
        }
    }

    public long written() {
        return written;
    }

    /** All signals are written: gives the file its name, in place of one that had it. */
    public void finish() {
        append(new RecordedSignalRecord(0, end, null));
        try {
            out.close();
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            finished = true;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        if (finished) {
            return;
        }
        try {
            out.close();
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            throw new UncheckedIOException(draft + " cannot be removed: " + e.getMessage(), e);
        }
    }
}
