// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tocsin.receiver.SetHandler;
import io.tocsin.receiver.Snapshot;
import io.tocsin.receiver.SnapshotHandler;
import io.tocsin.receiver.StreamSettings;
import io.tocsin.receiver.VerifiedSet;
import io.tocsin.receiver.duplicate.SetKey;
import io.tocsin.receiver.edge.revocation.Effects;
import io.tocsin.receiver.edge.revocation.Mark;
import io.tocsin.receiver.edge.revocation.Revocations;
import io.tocsin.receiver.journal.Journal;
import io.tocsin.receiver.journal.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns SETs into marks: in force at once, on disk before the SET is acknowledged. */
final class EdgeIntake implements SetHandler, SnapshotHandler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EdgeIntake.class);
    /** No scope of a mark has that letter. */
    private static final byte WATERMARK = 'M';

    private static final int USUAL_BYTES = 72;
    private static final int WATERMARK_TEXT = 1 + 2 * Long.BYTES;

    private final Effects effects;
    private final Revocations revocations;
    private final Journal journal;
    private final Map<UUID, String> watermarks;
    private final LongAdder withoutEffect = new LongAdder();

    private record Known(Revocations revocations, Map<UUID, String> watermarks) implements Memory {
        @Override
        public long count() {
            return (long) revocations.size() + watermarks.size();
        }

        @Override
        public void write(Consumer<byte[]> records) {
            watermarks.forEach((stream, watermark) -> records.accept(bytes(stream, watermark)));
            revocations.forEach(records);
        }

        @Override
        public void expect(ByteBuffer bytes, int from, int length) {
            if (bytes.get(from) != WATERMARK) {
                revocations.expect(bytes, from, length);
            }
        }

        @Override
        public void take(ByteBuffer bytes, int from, int length) {
            if (bytes.get(from) != WATERMARK) {
                revocations.apply(bytes, from, length);
            } else if (length > WATERMARK_TEXT) {
                byte[] text = new byte[length - WATERMARK_TEXT];
                bytes.get(from + WATERMARK_TEXT, text);
                UUID stream = new UUID(bytes.getLong(from + 1), bytes.getLong(from + 1 + Long.BYTES));
                watermarks.put(stream, new String(text, US_ASCII));
            }
        }

        /** Whatever is missing is asked for anew. */
        @Override
        public void damaged() {
            watermarks.clear();
        }
    }

    private EdgeIntake(Effects effects, Revocations revocations, Map<UUID, String> watermarks, Journal journal) {
        this.effects = effects;
        this.revocations = revocations;
        this.watermarks = watermarks;
        this.journal = journal;
    }

    /** About how many marks are in the journal; 0 if there is none. */
    static int expected(Path file) {
        try {
            return Files.exists(file) ? (int) Math.min(Integer.MAX_VALUE, Files.size(file) / USUAL_BYTES) : 0;
        } catch (IOException unknown) {
            LOG.debug("The size of the journal is not known", unknown);
            return 0;
        }
    }

    /** Fills the revocations from the journal. Throws {@link java.io.UncheckedIOException}. */
    static EdgeIntake open(Path file, Effects effects, Revocations revocations) {
        Map<UUID, String> watermarks = new ConcurrentHashMap<>();
        Journal journal = Journal.open(file, new Known(revocations, watermarks));
        return new EdgeIntake(effects, revocations, watermarks, journal);
    }

    /** How far a stream is known. */
    private static byte[] bytes(UUID stream, String watermark) {
        byte[] bytes = new byte[WATERMARK_TEXT + watermark.length()];
        ByteBuffer.wrap(bytes)
                .put(WATERMARK)
                .putLong(stream.getMostSignificantBits())
                .putLong(stream.getLeastSignificantBits())
                .put(watermark.getBytes(US_ASCII));
        return bytes;
    }

    @Override
    public CompletionStage<Void> handle(VerifiedSet set) {
        List<Mark> marks = effects.of(set.claims(), set.receivedAt());
        if (marks.isEmpty()) {
            withoutEffect.increment();
            return CompletableFuture.completedFuture(null);
        }
        return kept(marks);
    }

    private CompletableFuture<Void> kept(List<Mark> marks) {
        return journal.append(applied(marks));
    }

    private List<byte[]> applied(List<Mark> marks) {
        List<byte[]> records = new ArrayList<>(marks.size() + 1);
        marks.forEach(mark -> {
            revocations.apply(mark);
            records.add(mark.bytes());
        });
        return records;
    }

    @Override
    public SnapshotHandler snapshots() {
        return this;
    }

    @Override
    public String watermark(StreamSettings stream) {
        return watermarks.getOrDefault(key(stream), "");
    }

    @Override
    public CompletionStage<Void> take(StreamSettings stream, Snapshot page) {
        // what was said long ago need not be known for longer than if it had been heard then
        List<Mark> marks = page.sets().stream()
                .flatMap(claims -> effects.of(claims, claims.iat()).stream())
                .toList();
        UUID key = key(stream);
        List<byte[]> records = applied(marks);
        records.add(bytes(key, page.watermark()));
        // known only when what it stands for is safe
        return journal.append(records).thenAccept(safe -> watermarks.put(key, page.watermark()));
    }

    /** A stream that asks for other events than before has not been told of them. */
    private static UUID key(StreamSettings stream) {
        String asked = String.join(" ", new TreeSet<>(stream.eventsRequested()));
        return SetKey.of(stream.issuer(), stream.name(), asked).digest();
    }

    /** SETs that say nothing an edge can act on, such as one about a group. */
    long withoutEffect() {
        return withoutEffect.sum();
    }

    @Override
    public void close() {
        journal.close();
    }
}
