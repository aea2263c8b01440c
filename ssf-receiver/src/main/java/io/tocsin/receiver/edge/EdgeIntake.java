// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge;

import io.tocsin.receiver.SetHandler;
import io.tocsin.receiver.VerifiedSet;
import io.tocsin.receiver.edge.revocation.Effects;
import io.tocsin.receiver.edge.revocation.Mark;
import io.tocsin.receiver.edge.revocation.Revocations;
import io.tocsin.receiver.journal.Journal;
import io.tocsin.receiver.journal.Live;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Turns SETs into marks: in force at once, on disk before the SET is acknowledged. */
final class EdgeIntake implements SetHandler, AutoCloseable {
    private final Effects effects;
    private final Revocations revocations;
    private final Journal journal;
    private final LongAdder withoutEffect = new LongAdder();

    private record Marks(Revocations revocations) implements Live {
        @Override
        public long count() {
            return revocations.size();
        }

        @Override
        public Stream<String> lines() {
            return revocations.all().stream().map(Mark::toLine);
        }
    }

    private EdgeIntake(Effects effects, Revocations revocations, Journal journal) {
        this.effects = effects;
        this.revocations = revocations;
        this.journal = journal;
    }

    /** Fills the revocations from the journal. Throws {@link java.io.UncheckedIOException}. */
    static EdgeIntake open(Path file, Effects effects, Revocations revocations) {
        Journal journal = Journal.open(
                file,
                line -> {
                    Mark mark = Mark.fromLine(line);
                    if (mark != null) {
                        revocations.apply(mark);
                    }
                },
                new Marks(revocations));
        return new EdgeIntake(effects, revocations, journal);
    }

    @Override
    public CompletionStage<Void> handle(VerifiedSet set) {
        List<Mark> marks = effects.of(set.claims(), set.receivedAt());
        if (marks.isEmpty()) {
            withoutEffect.increment();
            return CompletableFuture.completedFuture(null);
        }
        marks.forEach(revocations::apply);
        return CompletableFuture.allOf(
                marks.stream().map(mark -> journal.append(mark.toLine())).toArray(CompletableFuture<?>[]::new));
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
