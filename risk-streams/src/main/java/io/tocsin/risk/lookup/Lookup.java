// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.lookup;

import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.RiskAssessment;
import io.tocsin.schemas.set.SetId;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.RiskLevel;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.stream.DeliveryReport;
import io.tocsin.schemas.stream.OutboxEntry;
import io.tocsin.schemas.topic.Retention;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decisions, SETs, signals, names and levels, found. Any thread may ask and may wait a moment for an answer; throws
 * what the Kafka client throws where Kafka does not answer.
 */
public final class Lookup implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    /** Records of a partition that are looked at for the signals of one principal. */
    private static final int MOST_SIGNALS = 200_000;

    private final DiskIndex index;
    private final DecisionEntries decisions;
    private final SetEntries sets;
    private final NameEntries names;
    private final LevelEntries levels;
    private final Follower follower;
    private final TopicRecords records;

    /** A SET that was made for a stream, and its end if it has met it. */
    public record MadeSet(
            String jti, OutboxEntry entry, @Nullable DeliveryReport end) {}

    /** Somebody's name, for people. */
    public record Name(String kind, String value) {}

    private Lookup(Path folder, Map<String, String> kafka, Wire wire) {
        this.index = DiskIndex.open(folder, aWhile());
        this.decisions = new DecisionEntries(index, wire);
        this.sets = new SetEntries(index, wire);
        this.names = new NameEntries(index, wire);
        this.levels = new LevelEntries(index, wire);
        this.records = new TopicRecords(kafka, wire);
        Map<String, Follower.Indexing> topics = new LinkedHashMap<>();
        topics.put(Topics.DECISIONS.name(), decisions);
        topics.put(Topics.OUTBOX.name(), sets::enqueued);
        topics.put(Topics.DELIVERIES.name(), sets::ended);
        topics.put(Topics.IDENTITY_LINKS.name(), names);
        topics.put(Topics.RISK_LEVELS.name(), levels);
        this.follower = Follower.start(kafka, topics, index);
    }

    /** Opens the index in that folder and follows the topics, which must exist. */
    public static Lookup open(Path folder, Map<String, String> kafka, Wire wire) {
        List<String> topics = List.of(
                Topics.DECISIONS.name(),
                Topics.OUTBOX.name(),
                Topics.DELIVERIES.name(),
                Topics.IDENTITY_LINKS.name(),
                Topics.RISK_LEVELS.name());
        if (!Follower.fits(kafka, topics, folder, aWhile())) {
            DiskIndex.delete(folder);
        }
        return new Lookup(folder, kafka, wire);
    }

    /** What a topic has forgotten needs no entry. */
    private static Duration aWhile() {
        return Topics.DECISIONS.retention() instanceof Retention.For kept ? kept.time() : Duration.ofDays(28);
    }

    /** Returns when all that was written before this call can be found, or after a few seconds. */
    public void refresh() {
        follower.awaitPresent(PATIENCE);
    }

    /** The decisions that a txn or jti leads to; several where one cause was answered by several. */
    public List<DecisionSummary> story(String txnOrJti) {
        List<DecisionSummary> found = decisions.ofStory(txnOrJti);
        Optional<String> txn = sets.txn(txnOrJti);
        if (!found.isEmpty() || txn.isEmpty()) {
            return found;
        }
        List<DecisionSummary> story = decisions.ofStory(txn.get());
        List<DecisionSummary> exact = story.stream()
                .filter(decision -> madeSets(decision.id(), txn.get()).stream()
                        .anyMatch(set -> set.jti().equals(txnOrJti)))
                .toList();
        return exact.isEmpty() ? story : exact;
    }

    /** Reads a decision where it lies; empty where retention has removed it. */
    public Optional<TopicRecords.Found<Decision>> read(DecisionSummary summary) {
        return records.at(Topics.DECISIONS, summary.position());
    }

    public Optional<DecisionSummary> decision(String id) {
        return decisions.byId(id);
    }

    /** What was decided about the same principal by the same cause, by whatever policy. */
    public List<DecisionSummary> besides(Decision decision) {
        return decisions.besides(decision);
    }

    public Optional<String> settledBy(String heldDecision) {
        return decisions.settledBy(heldDecision);
    }

    /** The decisions that wait for a ruling, the longest waiting first. */
    public List<DecisionSummary> held(int most) {
        return decisions.held(most);
    }

    public long heldCount() {
        return decisions.heldCount();
    }

    /**
     * Decisions, the newest first.
     *
     * @param before the {@link #place} of the last one of the page before; empty for the first page
     */
    public List<DecisionSummary> newest(
            Optional<CanonicalId> principal, Predicate<DecisionSummary> wanted, String before, int most) {
        return decisions.newest(principal, wanted, before, most);
    }

    /** The same, the oldest first, behind {@code after}. */
    public List<DecisionSummary> oldest(
            Optional<CanonicalId> principal, Predicate<DecisionSummary> wanted, String after, int most) {
        return decisions.oldest(principal, wanted, after, most);
    }

    public static String place(DecisionSummary summary) {
        return DecisionEntries.place(summary);
    }

    public static String place(Instant at) {
        return DecisionEntries.place(at);
    }

    /** The SETs that were made of a decision, by stream. */
    public List<MadeSet> sets(Decision decision) {
        return madeSets(decision.id(), decision.txn());
    }

    private List<MadeSet> madeSets(String decision, String txn) {
        List<MadeSet> made = new ArrayList<>();
        for (SetEntries.Enqueued enqueued : sets.ofStory(txn)) {
            Optional<TopicRecords.Found<OutboxEntry>> entry = records.at(Topics.OUTBOX, enqueued.position());
            if (entry.isPresent()
                    && SetId.of(decision, entry.get().value().streamId()).equals(enqueued.jti())) {
                made.add(new MadeSet(
                        enqueued.jti(),
                        entry.get().value(),
                        sets.end(enqueued.jti())
                                .flatMap(position -> records.at(Topics.DELIVERIES, position))
                                .map(TopicRecords.Found::value)
                                .orElse(null)));
            }
        }
        return made;
    }

    /**
     * Signals that a principal was told, by id; what is not found was told long after it happened, or retention has
     * removed it.
     *
     * @param since when the first of them happened
     */
    public Map<String, TopicRecords.Found<Signal>> signals(CanonicalId principal, Set<String> ids, Instant since) {
        return records.search(Topics.RESOLVED_SIGNALS, principal, ids, Signal::id, since, MOST_SIGNALS);
    }

    /** Everybody who is called that: a canonical id, or a name in whatever way a source writes it. */
    public List<CanonicalId> principals(String name) {
        try {
            return List.of(CanonicalId.parse(name));
        } catch (IllegalArgumentException noCanonicalId) {
            return List.copyOf(names.called(name));
        }
    }

    public List<Name> names(CanonicalId principal) {
        return names.of(principal).stream()
                .map(name -> new Name(name.kind().name(), name.value()))
                .toList();
    }

    /** The latest assessment of a principal; empty where it has none. */
    public Optional<RiskAssessment> level(CanonicalId principal) {
        return levels.of(principal);
    }

    /** How many principals are at which level, by kind. */
    public Map<PrincipalKind, Map<RiskLevel, Long>> levelCounts() {
        Map<PrincipalKind, Map<RiskLevel, Long>> counts = new TreeMap<>();
        levels.counts()
                .forEach((standing, count) -> counts.computeIfAbsent(standing.kind(), k -> new TreeMap<>())
                        .put(standing.level(), count));
        return counts;
    }

    @Override
    public void close() {
        follower.close();
        records.close();
        index.close();
    }
}
