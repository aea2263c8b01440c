// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.deadletter;

import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.stream.OutboxEntry;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.stream.StreamStatus;
import io.tocsin.schemas.topic.DeadLetter;
import io.tocsin.schemas.topic.Topic;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import io.tocsin.transmitter.history.Start;
import io.tocsin.transmitter.history.Throttle;
import io.tocsin.transmitter.history.TopicHistory;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.stream.StreamIndex;
import io.tocsin.transmitter.view.FollowedTopic;
import io.tocsin.transmitter.view.Freshness;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * The topic {@code dead-letters}: what is in it, and the way back to where it came from. A letter stays when it is sent
 * again; a mark beside it tells. The newest are kept in memory, so that listing them reads nothing; one letter is read
 * by its id, and all of a stream or of an error by going through the topic.
 */
public final class DeadLetters implements AutoCloseable {
    /** Listed at most. */
    static final int LISTED = 10_000;

    private static final Pattern ID = Pattern.compile("([0-9]{1,9})-([0-9]{1,18})");
    private static final Pattern CURSOR = Pattern.compile("([0-9]{1,18})-" + ID.pattern());

    /** One letter as it stands in the topic. */
    private record Found(Letter letter, DeadLetter record) {}

    private final TopicHistory<String, DeadLetter> history;
    private final LetterIndex index;
    private final Freshness freshness;
    private final Wire wire;
    private final TopicWriter writer;
    private final StreamIndex streams;
    private final InstantSource clock;
    private final int rate;
    private final ExecutorService readers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("transmitter-dead-letters-", 0).factory());

    /**
     * Begins to read the topic. Throws what the Kafka client throws.
     *
     * @param admin stays the caller's to close
     * @param rate records a second that are sent again at most
     */
    public DeadLetters(
            Map<String, String> kafka,
            Admin admin,
            Wire wire,
            TopicWriter writer,
            StreamIndex streams,
            InstantSource clock,
            int rate) {
        this.history = new TopicHistory<>(kafka, wire, Topics.DEAD_LETTERS);
        this.index = LetterIndex.open(kafka, wire, LISTED);
        this.freshness = new Freshness(admin, List.of(index.followed()));
        this.wire = wire;
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
     * @param after {@link Page#next} of the page before this one; null for the first
     * @param limit so many at most, 1 or more
     */
    public record Query(
            @Nullable String streamId,
            @Nullable String reason,
            @Nullable String after,
            int limit) {
        private boolean asksFor(Letter letter) {
            boolean stream = streamId == null
                    || (letter.set() != null && letter.set().streamId().equals(streamId));
            return stream
                    && (reason == null
                            || letter.reason().toLowerCase(Locale.ROOT).contains(reason.toLowerCase(Locale.ROOT)));
        }
    }

    /**
     * Newest first, all that were there when it was asked. Fails with {@link RejectedException}: 400 for an
     * {@code after} that is none, 503 if Kafka does not answer.
     */
    public CompletableFuture<Page> list(Query query) {
        LetterIndex.Place before = query.after() == null ? null : place(query.after());
        return freshness.reached().thenApply(read -> {
            List<Map.Entry<LetterIndex.Place, Letter>> found = index.newest(before, query::asksFor, query.limit() + 1);
            boolean more = found.size() > query.limit();
            List<Map.Entry<LetterIndex.Place, Letter>> page = found.subList(0, Math.min(found.size(), query.limit()));
            return new Page(
                    page.stream().map(Map.Entry::getValue).toList(),
                    more ? cursor(page.getLast().getKey()) : null,
                    !more && index.hasOlder());
        });
    }

    /** One of them, by its id. */
    public CompletableFuture<Optional<Letter>> show(String id) {
        return freshness.reached().thenApplyAsync(read -> find(id).map(Found::letter), readers);
    }

    /**
     * Puts SETs back into their streams' outboxes, oldest first, each with the claims and the {@code jti} it had; and a
     * record that could not be read, once it can be, into its topic. Completes when all are safe there; fails at the
     * first that is not, what came before it stays sent.
     */
    public CompletableFuture<Redrive.Outcome> redrive(Redrive which) {
        return freshness
                .reached()
                .thenApplyAsync(read -> send(which instanceof Redrive.One one ? found(one) : all(which)), readers);
    }

    private List<Found> found(Redrive.One one) {
        return find(one.id()).stream().toList();
    }

    private Redrive.Outcome send(List<Found> letters) {
        Throttle throttle = new Throttle(rate);
        Map<String, String> skipped = new LinkedHashMap<>();
        int sent = 0;
        for (Found found : letters) {
            Letter letter = found.letter();
            Optional<String> problem = problem(found);
            if (problem.isPresent()) {
                skipped.put(letter.id(), problem.get());
                continue;
            }
            throttle.pass();
            putBack(found).join();
            writer.write(Topics.DEAD_LETTERS, letter.key(), letter.mark(clock.instant()))
                    .join();
            sent++;
        }
        return new Redrive.Outcome(sent, skipped);
    }

    private CompletableFuture<?> putBack(Found found) {
        RejectedSet set = found.letter().set();
        if (set == null) {
            Topic<?, ?> topic = UnreadRecord.topic(found.letter())
                    .orElseThrow(() -> new IllegalStateException("what has no topic has a problem, and is not sent"));
            return UnreadRecord.putBack(wire, writer, topic, found.letter().key(), found.record());
        }
        return writer.write(
                Topics.OUTBOX,
                set.streamId(),
                new OutboxEntry(
                        set.streamId(),
                        set.orderKey(),
                        set.claims(),
                        LatencyStamps.NONE.withEnqueued(clock.instant())));
    }

    private Optional<String> problem(Found found) {
        RejectedSet set = found.letter().set();
        if (set == null) {
            return UnreadRecord.topic(found.letter())
                    .map(topic ->
                            UnreadRecord.problem(wire, topic, found.letter().key(), found.record()))
                    .orElse(Optional.of("neither a SET nor a record of a topic: its origin, "
                            + found.letter().origin() + ", has to send it again"));
        }
        Optional<StreamRegistration> stream = streams.byId(set.streamId());
        if (stream.isEmpty()) {
            return Optional.of("its stream is deleted");
        }
        return stream.get().status() == StreamStatus.DISABLED
                ? Optional.of("its stream is disabled and holds nothing")
                : Optional.empty();
    }

    /** Blocks. */
    private Optional<Found> find(String id) {
        Matcher matcher = ID.matcher(id);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long offset = Long.parseLong(matcher.group(2));
        List<Found> found = new ArrayList<>(1);
        history.read(OptionalInt.of(Integer.parseInt(matcher.group(1))), new Start.Offset(offset), entry -> {
            DeadLetter record = entry.value();
            if (entry.offset() == offset
                    && record != null
                    && Letter.marked(record).isEmpty()) {
                found.add(found(entry, record));
            }
            return false;
        });
        return found.stream()
                .map(letter -> index.redriven(id)
                        .map(when -> new Found(letter.letter().redriven(when), letter.record()))
                        .orElse(letter))
                .findFirst();
    }

    /** Oldest first, without those that have been sent again. Blocks, and goes through the whole topic. */
    private List<Found> all(Redrive which) {
        List<Found> letters = new ArrayList<>();
        Set<String> sentAgain = new HashSet<>();
        history.read(OptionalInt.empty(), new Start.Beginning(), entry -> {
            DeadLetter record = entry.value();
            if (record != null) {
                Letter.marked(record).ifPresentOrElse(sentAgain::add, () -> {
                    Found letter = found(entry, record);
                    if (which.asksFor(letter.letter())) {
                        letters.add(letter);
                    }
                });
            }
            return true;
        });
        letters.removeIf(letter -> sentAgain.contains(letter.letter().id()));
        // stable: letters of one moment stay in the order of the topic
        letters.sort(Comparator.comparing(letter -> letter.letter().at()));
        return letters;
    }

    private static Found found(TopicHistory.Entry<String, DeadLetter> entry, DeadLetter record) {
        return new Found(Letter.read(entry.partition(), entry.offset(), entry.key(), record), record);
    }

    private static String cursor(LetterIndex.Place place) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, place.at()) + "-" + place.partition() + "-" + place.offset();
    }

    private static LetterIndex.Place place(String cursor) {
        Matcher matcher = CURSOR.matcher(cursor);
        if (!matcher.matches()) {
            throw RejectedException.invalid("after is not what a page of dead letters said");
        }
        return new LetterIndex.Place(
                Instant.EPOCH.plus(Long.parseLong(matcher.group(1)), ChronoUnit.MICROS),
                Integer.parseInt(matcher.group(2)),
                Long.parseLong(matcher.group(3)));
    }

    /** For those who measure what reads. */
    public FollowedTopic followed() {
        return index.followed();
    }

    @Override
    public void close() {
        readers.shutdownNow();
        index.close();
    }
}
