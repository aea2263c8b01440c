// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.stream.OutboxEntry;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.stream.StreamStatus;
import io.tocsin.schemas.topic.DeadLetter;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import io.tocsin.transmitter.history.Start;
import io.tocsin.transmitter.history.Throttle;
import io.tocsin.transmitter.history.TopicHistory;
import io.tocsin.transmitter.stream.StreamIndex;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The topic {@code dead-letters}: what is in it, and the way back into the outbox. A letter stays when it is sent
 * again; a mark beside it tells. Reads the topic each time: it is small, or somebody has to look at it anyhow.
 */
public final class DeadLetters implements AutoCloseable {
    private static final String MARK = "application/vnd.tocsin.redriven+json";
    private static final String MARK_ORIGIN = "redriven:";

    private final TopicHistory<String, DeadLetter> history;
    private final TopicWriter writer;
    private final StreamIndex streams;
    private final InstantSource clock;
    private final int rate;
    private final ExecutorService readers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("transmitter-dead-letters-", 0).factory());

    /** @param rate SETs a second that are sent again at most */
    public DeadLetters(
            Map<String, String> kafka,
            Wire wire,
            TopicWriter writer,
            StreamIndex streams,
            InstantSource clock,
            int rate) {
        this.history = new TopicHistory<>(kafka, wire, Topics.DEAD_LETTERS);
        this.writer = writer;
        this.streams = streams;
        this.clock = clock;
        this.rate = rate;
    }

    /**
     * What to list.
     *
     * @param streamId only this stream's, null for everything
     * @param reason only those whose reason contains this, whatever its case; null for all
     * @param limit the newest so many, 1 or more
     */
    public record Query(@Nullable String streamId, @Nullable String reason, int limit) {
        private boolean asksFor(Letter letter) {
            boolean stream = streamId == null
                    || (letter.set() != null && letter.set().streamId().equals(streamId));
            return stream
                    && (reason == null
                            || letter.reason().toLowerCase(Locale.ROOT).contains(reason.toLowerCase(Locale.ROOT)));
        }
    }

    /** Newest first. Fails if Kafka does not answer. */
    public CompletableFuture<List<Letter>> list(Query query) {
        return CompletableFuture.supplyAsync(
                () -> read(query::asksFor).stream().limit(query.limit()).toList(), readers);
    }

    /** One of them, by its id. */
    public CompletableFuture<Optional<Letter>> show(String id) {
        return CompletableFuture.supplyAsync(
                () -> read(letter -> letter.id().equals(id)).stream().findFirst(), readers);
    }

    /**
     * Puts SETs back into their streams' outboxes, oldest first, each with the claims and the {@code jti} it had.
     * Completes when all are safe there; fails at the first that is not, what came before it stays sent.
     */
    public CompletableFuture<Redrive.Outcome> redrive(Redrive which) {
        return CompletableFuture.supplyAsync(() -> send(read(which::asksFor).reversed()), readers);
    }

    private Redrive.Outcome send(List<Letter> letters) {
        Throttle throttle = new Throttle(rate);
        Map<String, String> skipped = new LinkedHashMap<>();
        int sent = 0;
        for (Letter letter : letters) {
            RejectedSet set = letter.set();
            Optional<String> problem = problem(set);
            if (set == null || problem.isPresent()) {
                skipped.put(letter.id(), problem.orElse("not a SET"));
                continue;
            }
            throttle.pass();
            writer.write(
                            Topics.OUTBOX,
                            set.streamId(),
                            new OutboxEntry(
                                    set.streamId(),
                                    set.orderKey(),
                                    set.claims(),
                                    LatencyStamps.NONE.withEnqueued(clock.instant())))
                    .join();
            writer.write(Topics.DEAD_LETTERS, set.streamId(), mark(letter)).join();
            sent++;
        }
        return new Redrive.Outcome(sent, skipped);
    }

    private Optional<String> problem(@Nullable RejectedSet set) {
        if (set == null) {
            return Optional.of("not a SET: it cannot be sent again from here");
        }
        Optional<StreamRegistration> stream = streams.byId(set.streamId());
        if (stream.isEmpty()) {
            return Optional.of("its stream is deleted");
        }
        return stream.get().status() == StreamStatus.DISABLED
                ? Optional.of("its stream is disabled and holds nothing")
                : Optional.empty();
    }

    private DeadLetter mark(Letter letter) {
        return new DeadLetter(MARK_ORIGIN + letter.id(), "sent again", "{}".getBytes(UTF_8), MARK, clock.instant());
    }

    /** Newest first. */
    private List<Letter> read(Predicate<Letter> wanted) {
        List<Letter> letters = new ArrayList<>();
        Map<String, Instant> redriven = new HashMap<>();
        history.read(OptionalInt.empty(), new Start.Beginning(), found -> {
            DeadLetter letter = found.value();
            if (letter != null && letter.contentType().equals(MARK)) {
                redriven.put(letter.origin().substring(MARK_ORIGIN.length()), letter.at());
            } else if (letter != null) {
                letters.add(new Letter(
                        found.partition() + "-" + found.offset(),
                        letter.origin(),
                        letter.reason(),
                        letter.at(),
                        letter.contentType(),
                        letter.body().length,
                        RejectedSet.read(letter),
                        null));
            }
            return true;
        });
        List<Letter> chosen = new ArrayList<>();
        for (Letter letter : letters) {
            Instant when = redriven.get(letter.id());
            Letter marked = when == null ? letter : letter.redriven(when);
            if (wanted.test(marked)) {
                chosen.add(marked);
            }
        }
        // stable: letters of one moment stay in the order of the topic
        chosen.sort(Comparator.comparing(Letter::at));
        Collections.reverse(chosen);
        return chosen;
    }

    @Override
    public void close() {
        readers.shutdownNow();
    }
}
