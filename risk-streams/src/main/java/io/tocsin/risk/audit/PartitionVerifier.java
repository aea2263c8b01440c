// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.audit;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Compares one partition, record by record, with what its checkpoints say. After something that does not fit it goes on
 * from what the next checkpoint says, which is signed, so that one tampered record does not hide what comes after it.
 */
final class PartitionVerifier {
    /** Marks kept to tell what happened within a checkpoint: more than any covers. */
    private static final int KEPT = 20_000;

    private final int partition;
    private final long begins;
    private final long ends;
    private final int looked;
    private final Deque<Checkpoint> ahead = new ArrayDeque<>();
    private final Deque<Comparison.Seen> seen = new ArrayDeque<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final long from;
    private final long until;
    private @Nullable RunningHash hash;
    /** Records since the last offset whose hash is known to be right. */
    private long pending;

    private long verified;
    private long through;
    private long next;
    private @Nullable Instant tailSince;
    private long tail;

    /**
     * What of a partition there is, and what of it is asked for; {@code ends} and {@code until} are behind the last.
     */
    record Range(long begins, long ends, long asked, long until) {}

    /**
     * Verification begins and ends with the checkpoints that cover what is asked for.
     *
     * @param checkpoints the genuine ones of this partition, read before the log's end was
     */
    PartitionVerifier(int partition, List<Checkpoint> checkpoints, Range range) {
        this.partition = partition;
        this.begins = range.begins();
        this.ends = range.ends();
        List<Checkpoint> sorted = new ArrayList<>(checkpoints);
        sorted.sort(Comparator.comparingLong(Checkpoint::last).thenComparingLong(Checkpoint::first));
        boolean toTheEnd = range.until() >= ends;
        List<Checkpoint> usable = sorted.stream()
                .filter(c -> c.first() >= begins && c.last() >= range.asked())
                .filter(c -> toTheEnd || c.first() < range.until())
                .toList();
        Optional<Checkpoint> cut = sorted.stream()
                .filter(c -> c.first() < begins && c.last() >= Math.max(begins, range.asked()))
                .findFirst();
        cut.ifPresent(c -> notes.add("offsets " + begins + " to " + c.last()
                + " cannot be verified: retention has removed the beginning of what their checkpoint covers"));
        this.looked = usable.size();
        // sealed, and not to be verified any more, is not the same as not sealed yet
        long asked = Math.max(cut.map(c -> c.last() + 1).orElse(begins), range.asked());
        this.from = usable.stream().mapToLong(Checkpoint::first).min().orElse(asked);
        this.until = Math.min(
                ends,
                Math.max(
                        range.until(),
                        usable.stream().mapToLong(c -> c.last() + 1).max().orElse(0)));
        this.through = from - 1;
        this.next = from;
        usable.forEach(ahead::add);
        if (!usable.isEmpty()) {
            begin(usable, cut.isPresent());
            missing(sorted, usable);
        }
    }

    /** Where reading has to begin. */
    long from() {
        return from;
    }

    /** Where it may end. */
    long until() {
        return until;
    }

    private void begin(List<Checkpoint> usable, boolean cut) {
        Checkpoint first =
                usable.stream().min(Comparator.comparingLong(Checkpoint::first)).orElseThrow();
        hash = RunningHash.at(first.previous());
        if (!cut && first.after() == Checkpoint.NOTHING && first.first() > begins) {
            notes.add("offsets " + begins + " to " + (first.first() - 1) + " were never covered");
        }
    }

    /** Each checkpoint names the one before it. */
    private void missing(List<Checkpoint> all, List<Checkpoint> usable) {
        Set<Long> ends = new HashSet<>();
        all.forEach(c -> ends.add(c.last()));
        for (Checkpoint checkpoint : usable) {
            long after = checkpoint.after();
            if (after >= begins && !ends.contains(after)) {
                findings.add(new Finding(
                        Finding.Kind.MISSING_CHECKPOINT,
                        after,
                        after,
                        "there is no checkpoint that ends at offset " + after + ", and the one from "
                                + checkpoint.first() + " to " + checkpoint.last() + " names it"));
            }
            if (after != Checkpoint.NOTHING && after + 1 < checkpoint.first()) {
                notes.add("offsets " + (after + 1) + " to " + (checkpoint.first() - 1)
                        + " were removed by retention before they were audited");
            }
        }
    }

    /** Takes the records in order, from {@link #from} on. */
    void take(ConsumerRecord<byte[], byte[]> record) {
        long offset = record.offset();
        if (offset < next) {
            return;
        }
        pass(offset);
        RunningHash running = hash;
        if (running == null || ahead.isEmpty()) {
            tail++;
            tailSince = tailSince == null ? Instant.ofEpochMilli(record.timestamp()) : tailSince;
            next = offset + 1;
            return;
        }
        int mark = running.add(offset, record.timestamp(), record.key(), record.value());
        seen.addLast(new Comparison.Seen(offset, mark));
        if (seen.size() > KEPT) {
            seen.removeFirst();
        }
        pending++;
        next = offset + 1;
        pass(next);
    }

    /** Settles every checkpoint that ends before {@code offset}, and what the following ones say came before them. */
    private void pass(long offset) {
        while (!ahead.isEmpty() && ahead.getFirst().last() < offset) {
            settle(ahead.removeFirst());
        }
        Checkpoint following = ahead.peekFirst();
        RunningHash running = hash;
        if (following != null
                && running != null
                && following.first() == offset
                && !running.text().equals(following.previous())) {
            findings.add(new Finding(
                    Finding.Kind.ALTERED,
                    through + 1,
                    offset - 1,
                    "records from offset " + (through + 1) + " to " + (offset - 1)
                            + " are not those that were sealed"));
            hash = RunningHash.at(following.previous());
            pending = 0;
        }
    }

    private void settle(Checkpoint checkpoint) {
        RunningHash running = hash;
        if (running == null) {
            return;
        }
        if (running.text().equals(checkpoint.hash())) {
            verified += pending;
            through = checkpoint.last();
        } else {
            findings.add(new Comparison(
                            checkpoint,
                            seen.stream()
                                    .filter(s -> s.offset() >= checkpoint.first() && s.offset() <= checkpoint.last())
                                    .toList())
                    .finding());
            hash = RunningHash.at(checkpoint.hash());
            through = checkpoint.last();
        }
        pending = 0;
    }

    /** There are no more records. */
    Verification.Partition finish() {
        while (!ahead.isEmpty()) {
            settle(ahead.removeFirst());
        }
        return new Verification.Partition(
                partition,
                begins,
                ends,
                looked,
                from,
                through,
                verified,
                tail == 0 ? Verification.Tail.NONE : new Verification.Tail(tail, tailSince),
                notes,
                findings);
    }
}
