// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge;

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
import io.tocsin.receiver.journal.Live;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Turns SETs into marks: in force at once, on disk before the SET is acknowledged. */
final class EdgeIntake implements SetHandler, SnapshotHandler, AutoCloseable {
    private static final String WATERMARK = "M ";

    private final Effects effects;
    private final Revocations revocations;
    private final Journal journal;
    private final Map<UUID, String> watermarks;
    private final LongAdder withoutEffect = new LongAdder();

    private record Known(Revocations revocations, Map<UUID, String> watermarks) implements Live {
        @Override
        public long count() {
            return (long) revocations.size() + watermarks.size();
        }

        @Override
        public Stream<String> lines() {
            return Stream.concat(
                    watermarks.entrySet().stream().map(known -> line(known.getKey(), known.getValue())),
                    revocations.all().stream().map(Mark::toLine));
        }
    }

    private EdgeIntake(Effects effects, Revocations revocations, Map<UUID, String> watermarks, Journal journal) {
        this.effects = effects;
        this.revocations = revocations;
        this.watermarks = watermarks;
        this.journal = journal;
    }

    /** Fills the revocations from the journal. Throws {@link java.io.UncheckedIOException}. */
    static EdgeIntake open(Path file, Effects effects, Revocations revocations) {
        Map<UUID, String> watermarks = new ConcurrentHashMap<>();
        Journal journal =
                Journal.open(file, line -> replay(line, revocations, watermarks), new Known(revocations, watermarks));
        return new EdgeIntake(effects, revocations, watermarks, journal);
    }

    private static void replay(String line, Revocations revocations, Map<UUID, String> watermarks) {
        if (line.startsWith(WATERMARK)) {
            int end = line.indexOf(' ', WATERMARK.length());
            watermarks.put(UUID.fromString(line.substring(WATERMARK.length(), end)), line.substring(end + 1));
            return;
        }
        Mark mark = Mark.fromLine(line);
        if (mark != null) {
            revocations.apply(mark);
        }
    }

    private static String line(UUID stream, String watermark) {
        return WATERMARK + stream + " " + watermark;
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
        marks.forEach(revocations::apply);
        return CompletableFuture.allOf(
                marks.stream().map(mark -> journal.append(mark.toLine())).toArray(CompletableFuture<?>[]::new));
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
        return kept(marks).thenCompose(safe -> {
            watermarks.put(key, page.watermark());
            return journal.append(line(key, page.watermark()));
        });
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
