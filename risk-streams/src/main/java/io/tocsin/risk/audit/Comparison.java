// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.audit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What happened to the records of a checkpoint whose hash does not fit: by their marks, as they were and as they are.
 */
final class Comparison {
    private final Checkpoint checkpoint;
    private final List<Integer> expected;
    private final List<Seen> found;

    /** A record as it is now. */
    record Seen(long offset, int mark) {}

    /** @param found the records with offsets that the checkpoint covers */
    Comparison(Checkpoint checkpoint, List<Seen> found) {
        this.checkpoint = checkpoint;
        this.found = List.copyOf(found);
        this.expected = List.copyOf(checkpoint.marksInOrder());
    }

    Finding finding() {
        List<Integer> actual = found.stream().map(Seen::mark).toList();
        Optional<Long> hole = hole();
        if (hole.isPresent()) {
            long gone = hole.get();
            boolean last = found.isEmpty() || found.getLast().offset() < gone;
            if (!last) {
                return one(Finding.Kind.REMOVED, gone, "the record at offset " + gone + " is gone");
            } else if (begins(actual, expected) || actual.isEmpty()) {
                return new Finding(
                        Finding.Kind.REMOVED,
                        gone,
                        checkpoint.last(),
                        "the records from offset " + gone + " to " + checkpoint.last() + " are gone");
            }
        }
        int first = 0;
        while (first < Math.min(expected.size(), actual.size())
                && expected.get(first).equals(actual.get(first))) {
            first++;
        }
        long offset = checkpoint.first() + first;
        if (first == expected.size() && first == actual.size()) {
            return one(
                    Finding.Kind.ALTERED,
                    checkpoint.first(),
                    "records before offset " + checkpoint.first() + " are not those that were sealed");
        }
        if (sorted(expected).equals(sorted(actual))) {
            return one(
                    Finding.Kind.REORDERED,
                    offset,
                    "records have changed places, the first of them at offset " + offset);
        }
        if (tail(expected, first + 1).equals(tail(actual, first + 1)) && expected.size() == actual.size()) {
            return one(Finding.Kind.CHANGED, offset, "the record at offset " + offset + " is not what it was");
        }
        // a log that was written anew without a record, or with one more: what follows has moved by one
        if (begins(tail(actual, first), tail(expected, first + 1))) {
            return one(
                    Finding.Kind.REMOVED,
                    offset,
                    "the record that was at offset " + offset + " is gone, and what came after it moved up");
        }
        if (begins(tail(expected, first), tail(actual, first + 1))) {
            return one(
                    Finding.Kind.INSERTED,
                    offset,
                    "the record at offset " + offset + " was not there, and what came after it moved down");
        }
        return new Finding(
                Finding.Kind.ALTERED,
                offset,
                checkpoint.last(),
                "records are not what they were, from offset " + offset + " on; " + checkpoint.count()
                        + " were sealed and " + actual.size() + " are there");
    }

    /** An offset that was there and is not, where every offset was. */
    private Optional<Long> hole() {
        if (checkpoint.last() - checkpoint.first() + 1 != checkpoint.count()) {
            return Optional.empty();
        }
        long next = checkpoint.first();
        for (Seen seen : found) {
            if (seen.offset() != next) {
                return Optional.of(next);
            }
            next++;
        }
        return next <= checkpoint.last() ? Optional.of(next) : Optional.empty();
    }

    private static Finding one(Finding.Kind kind, long offset, String text) {
        return new Finding(kind, offset, offset, text);
    }

    /** Does {@code shorter} begin as {@code longer} does, as far as both go, and is that more than nothing? */
    private static boolean begins(List<Integer> one, List<Integer> other) {
        int length = Math.min(one.size(), other.size());
        return length > 0 && tail(one, 0).subList(0, length).equals(other.subList(0, length));
    }

    private static List<Integer> tail(List<Integer> marks, int from) {
        return marks.subList(Math.min(from, marks.size()), marks.size());
    }

    private static Map<Integer, Integer> sorted(List<Integer> marks) {
        Map<Integer, Integer> counted = new HashMap<>();
        marks.forEach(mark -> counted.merge(mark, 1, Integer::sum));
        return counted;
    }
}
