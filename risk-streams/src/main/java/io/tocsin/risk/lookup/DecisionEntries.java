// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.lookup;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.risk.lookup.DiskIndex.Kept;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.Outcome;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Decisions by id, by time, by principal, by what brought them about, and those that wait for somebody's ruling. A
 * decision that is repeated under its id, as after a crash, is one entry.
 */
final class DecisionEntries implements Follower.Indexing {
    private static final String BY_ID = "d|";
    private static final String BY_TIME = "t|";
    private static final String BY_PRINCIPAL = "p|";
    private static final String BY_STORY = "x|";
    private static final String BY_TRIGGER = "g|";
    private static final String HELD = "h|";
    private static final String SETTLED = "s|";
    private static final byte[] PRESENT = {};

    private final DiskIndex index;
    private final Deserializer<Decision> decisions;

    DecisionEntries(DiskIndex index, Wire wire) {
        this.index = index;
        this.decisions = wire.values(Topics.DECISIONS).deserializer();
    }

    @Override
    public void index(ConsumerRecord<byte[], byte[]> record, DiskIndex.Change change) {
        Decision decision = decisions.deserialize(record.topic(), record.value());
        if (decision == null) {
            return;
        }
        DecisionSummary summary = DecisionSummary.of(decision, Position.of(record));
        String key = timed(decision.at(), decision.id());
        change.put(Kept.FOR_A_WHILE, BY_ID + decision.id(), summary.line());
        change.put(Kept.FOR_A_WHILE, BY_TIME + key, summary.line());
        change.put(Kept.FOR_A_WHILE, BY_PRINCIPAL + decision.principal().text() + "|" + key, summary.line());
        change.put(Kept.FOR_A_WHILE, trigger(decision) + decision.id(), PRESENT);
        if (!decision.txn().equals(decision.id())) {
            change.put(Kept.FOR_A_WHILE, BY_STORY + decision.txn() + "|" + decision.id(), PRESENT);
        }
        String settles = decision.verdict().settles();
        if (settles != null) {
            change.put(Kept.FOR_A_WHILE, SETTLED + settles, decision.id());
            change.get(Kept.FOR_A_WHILE, BY_ID + settles)
                    .map(DecisionEntries::summary)
                    .ifPresent(held -> change.delete(Kept.FOR_A_WHILE, HELD + timed(held.at(), held.id())));
        }
        if (decision.outcome() == Outcome.HELD
                && change.get(Kept.FOR_A_WHILE, SETTLED + decision.id()).isEmpty()) {
            change.put(Kept.FOR_A_WHILE, HELD + key, summary.line());
        }
    }

    Optional<DecisionSummary> byId(String id) {
        return index.get(Kept.FOR_A_WHILE, BY_ID + id).map(DecisionEntries::summary);
    }

    /** The decisions of one story: the one of that id, or all that share the cause. */
    List<DecisionSummary> ofStory(String txn) {
        List<DecisionSummary> found = new ArrayList<>();
        byId(txn).ifPresent(found::add);
        found.addAll(listed(BY_STORY + txn + "|"));
        return found;
    }

    /** What was decided about the same principal for the same reason, by whatever policy. */
    List<DecisionSummary> besides(Decision decision) {
        return listed(trigger(decision)).stream()
                .filter(other -> !other.id().equals(decision.id()))
                .toList();
    }

    /** The decision that settled a held one. */
    Optional<String> settledBy(String held) {
        return index.get(Kept.FOR_A_WHILE, SETTLED + held).map(bytes -> new String(bytes, UTF_8));
    }

    /** All that wait for a ruling, the longest waiting first. */
    List<DecisionSummary> held(int most) {
        List<DecisionSummary> found = new ArrayList<>();
        index.scan(Kept.FOR_A_WHILE, HELD, "", (key, value) -> {
            found.add(summary(value));
            return found.size() < most;
        });
        return found;
    }

    /** How many wait. */
    long heldCount() {
        long[] count = {0};
        index.scan(Kept.FOR_A_WHILE, HELD, "", (key, value) -> {
            count[0]++;
            return true;
        });
        return count[0];
    }

    /**
     * The newest first, beginning behind {@code before}, a place that {@link #place} gave, or with the newest of all.
     */
    List<DecisionSummary> newest(
            Optional<CanonicalId> principal, Predicate<DecisionSummary> wanted, String before, int most) {
        List<DecisionSummary> found = new ArrayList<>();
        String prefix = prefix(principal);
        index.scanBack(Kept.FOR_A_WHILE, prefix, before.isEmpty() ? "" : prefix + before, (key, value) -> {
            DecisionSummary summary = summary(value);
            if (wanted.test(summary)) {
                found.add(summary);
            }
            return found.size() < most;
        });
        return found;
    }

    /** The oldest first, beginning behind {@code after}. */
    List<DecisionSummary> oldest(
            Optional<CanonicalId> principal, Predicate<DecisionSummary> wanted, String after, int most) {
        List<DecisionSummary> found = new ArrayList<>();
        String prefix = prefix(principal);
        index.scan(Kept.FOR_A_WHILE, prefix, prefix + after, (key, value) -> {
            DecisionSummary summary = summary(value);
            if (wanted.test(summary)) {
                found.add(summary);
            }
            return found.size() < most;
        });
        return found;
    }

    /** Where a decision is in a list. */
    static String place(DecisionSummary summary) {
        return timed(summary.at(), summary.id());
    }

    /** Before everything that was decided then or later. */
    static String place(Instant at) {
        return time(at);
    }

    private List<DecisionSummary> listed(String prefix) {
        List<DecisionSummary> found = new ArrayList<>();
        index.scan(Kept.FOR_A_WHILE, prefix, "", (key, value) -> {
            byId(key.substring(key.lastIndexOf('|') + 1)).ifPresent(found::add);
            return true;
        });
        return found;
    }

    private static String prefix(Optional<CanonicalId> principal) {
        return principal.map(id -> BY_PRINCIPAL + id.text() + "|").orElse(BY_TIME);
    }

    private static String trigger(Decision decision) {
        return BY_TRIGGER + decision.principal().text() + "|"
                + decision.trigger().id() + "|";
    }

    private static String timed(Instant at, String id) {
        return time(at) + "|" + id;
    }

    private static String time(Instant at) {
        return String.format(Locale.ROOT, "%016x", Math.max(0, at.toEpochMilli()));
    }

    private static DecisionSummary summary(byte[] line) {
        return DecisionSummary.parse(new String(line, UTF_8));
    }
}
