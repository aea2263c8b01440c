// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.recording;

import io.tocsin.schemas.avro.RecordedSignalRecord;
import io.tocsin.schemas.codec.SignalCodec;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.TenantShard;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.specific.SpecificDatumReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads one signals file, from its beginning, by one thread. What a later version added is passed over; an enum's value
 * that this version does not know reads as {@code UNKNOWN}.
 */
public final class RecordingReader implements AutoCloseable {
    private final Path file;
    private final long size;
    private final Counted bytes;
    private final DataFileStream<RecordedSignalRecord> in;
    private final Recording about;
    private long read;
    private boolean ended;
    /** What it consists of is used again for the next: a signal keeps nothing of it but its values. */
    private @Nullable RecordedSignalRecord latest;

    private RecordingReader(
            Path file, long size, Counted bytes, DataFileStream<RecordedSignalRecord> in, Recording about) {
        this.file = file;
        this.size = size;
        this.bytes = bytes;
        this.in = in;
        this.about = about;
    }

    /** Throws {@link RecordingException} where it is no signals file, or not there. */
    public static RecordingReader open(Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new RecordingException(file + " is no file that can be read; check the path");
        }
        try {
            long size = Files.size(file);
            Counted bytes = new Counted(Files.newInputStream(file));
            try {
                DataFileStream<RecordedSignalRecord> in = new DataFileStream<>(
                        new BufferedInputStream(bytes, RecordingFormat.BLOCK),
                        new SpecificDatumReader<>(
                                RecordingFormat.SCHEMA, RecordingFormat.SCHEMA, RecordingFormat.MODEL));
                return new RecordingReader(file, size, bytes, in, about(file, in));
            } catch (IOException | RuntimeException e) {
                bytes.close();
                throw e;
            }
        } catch (IOException | AvroRuntimeException e) {
            throw new RecordingException(
                    file + " is no signals file: found " + e.getMessage()
                            + ", expected an Avro object container file as `tocsin signals export` writes it",
                    e);
        }
    }

    private static Recording about(Path file, DataFileStream<RecordedSignalRecord> in) {
        Schema written = new Schema.Parser().parse(in.getMetaString("avro.schema"));
        if (!written.getFullName().equals(RecordingFormat.SCHEMA.getFullName())) {
            throw new RecordingException(file + " is an Avro file of something else: expected records of "
                    + RecordingFormat.SCHEMA.getFullName() + ", as `tocsin signals export` writes them");
        }
        return new Recording(
                in.getMetaString(RecordingFormat.TENANT),
                time(file, in, RecordingFormat.FROM),
                time(file, in, RecordingFormat.TO),
                text(in, RecordingFormat.VERSION),
                text(in, RecordingFormat.ORIGIN),
                in.getMetaString(RecordingFormat.LABELS));
    }

    private static String text(DataFileStream<?> in, String key) {
        String value = in.getMetaString(key);
        return value == null ? "unknown" : value;
    }

    private static Instant time(Path file, DataFileStream<?> in, String key) {
        String value = in.getMetaString(key);
        try {
            return Instant.parse(value == null ? "" : value);
        } catch (DateTimeException e) {
            throw new RecordingException(
                    file + " does not say " + key + ": expected a time in its metadata, such as 2026-03-02T00:00:00Z",
                    e);
        }
    }

    public Recording about() {
        return about;
    }

    /** The next signal, or nothing at the end. Throws {@link RecordingException} where the file is damaged. */
    public @Nullable RecordedSignal next() {
        if (ended) {
            return null;
        }
        try {
            // Avro takes a file that ends within a block for one that ends before it
            if (!in.hasNext()) {
                throw new EOFException("its end is missing");
            }
            RecordedSignalRecord record = in.next(latest);
            latest = record;
            if (record.getSignal() == null) {
                ended = true;
                return null;
            }
            Signal signal = SignalCodec.fromAvro(record.getSignal());
            read++;
            return new RecordedSignal(
                    new TenantShard(signal.source().tenant(), record.getShard()), record.getTimestamp(), signal);
        } catch (IOException | RuntimeException e) {
            throw new RecordingException(
                    file + " is damaged or cut off after " + read + " signals (" + reason(e)
                            + "); make or copy it again",
                    e);
        }
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** How much of the file has been read, 0 to 1. */
    public double progress() {
        return size == 0 ? 1 : Math.min(1, (double) bytes.count / size);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counts what is read, for progress; written by the reading thread, read by any. */
    private static final class Counted extends FilterInputStream {
        private volatile long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            add(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int got = super.read(into, offset, length);
            add(Math.max(0, got));
            return got;
        }

        @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
        private void add(int more) {
            count += more;
        }
    }
}
