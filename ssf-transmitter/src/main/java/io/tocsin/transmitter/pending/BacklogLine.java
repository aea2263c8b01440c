// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.pending;

import io.tocsin.transmitter.lane.order.Urgency;
import java.util.Arrays;

/**
 * The sequences of one order key, rising, each with its urgency in the two lowest bits: there are very many of these.
 * All are as urgent as the most urgent of them.
 */
final class BacklogLine {
    private static final int URGENCY_BITS = 2;

    private final long key;
    private long[] entries = new long[1];
    private int first;
    private int end;
    private Urgency urgency = Urgency.BULK;

    BacklogLine(long key) {
        this.key = key;
    }

    long key() {
        return key;
    }

    boolean isEmpty() {
        return first == end;
    }

    Urgency urgency() {
        return urgency;
    }

    /** Of the oldest; the line must not be empty. */
    long sequence() {
        return entries[first] >>> URGENCY_BITS;
    }

    /** False if it is there already. */
    boolean add(long sequence, Urgency of) {
        long entry = sequence << URGENCY_BITS | of.bits();
        int at = Arrays.binarySearch(entries, first, end, entry);
        if (at >= 0) {
            return false;
        }
        int insert = -at - 1;
        if (end == entries.length) {
            int size = end - first;
            long[] larger = new long[Math.max(2, size + size / 2 + 1)];
            System.arraycopy(entries, first, larger, 0, size);
            insert -= first;
            entries = larger;
            first = 0;
            end = size;
        }
        System.arraycopy(entries, insert, entries, insert + 1, end - insert);
        entries[insert] = entry;
        end++;
        urgency = urgency.orMoreUrgent(of);
        return true;
    }

    /** Takes the oldest out. */
    long removeFirst() {
        long entry = entries[first++];
        removed(entry);
        return entry >>> URGENCY_BITS;
    }

    boolean remove(long sequence, Urgency of) {
        long entry = sequence << URGENCY_BITS | of.bits();
        int at = Arrays.binarySearch(entries, first, end, entry);
        if (at < 0) {
            return false;
        }
        System.arraycopy(entries, at + 1, entries, at, end - at - 1);
        end--;
        removed(entry);
        return true;
    }

    private void removed(long entry) {
        if (Urgency.ofBits(entry) != urgency) {
            return;
        }
        Urgency most = Urgency.BULK;
        for (int i = first; i < end && most != urgency; i++) {
            most = most.orMoreUrgent(Urgency.ofBits(entries[i]));
        }
        urgency = most;
    }
}
