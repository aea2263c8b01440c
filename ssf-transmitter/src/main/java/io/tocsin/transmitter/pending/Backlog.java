// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.pending;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.transmitter.lane.Lane;
import io.tocsin.transmitter.lane.PendingSet;
import io.tocsin.transmitter.lane.order.Precedence;
import io.tocsin.transmitter.lane.order.Urgency;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Utils;

/**
 * An index of those SETs of one stream that are in the store and not in its lane: who goes next, without reading them
 * all. It takes the urgent ones first, within bounds, and the SETs of one order key always in order: what an urgent one
 * has to wait for is carried along with it. Bounded: of a longer backlog the oldest are indexed, and the rest are read
 * on when there is space again. Not thread-safe.
 */
public final class Backlog {
    private static final int MOST = 1 << 17;
    /** What every stream may index, however little space is left. */
    private static final int ALWAYS = 2_048;

    private static final Comparator<BacklogLine> OLDEST_FIRST = Comparator.comparingLong(BacklogLine::sequence);

    private final IndexSpace space;
    /** By a hash of the order key. Two keys that collide are kept in order together, which harms nobody. */
    private final Map<Long, BacklogLine> lines = new HashMap<>();

    private final Map<Urgency, NavigableSet<BacklogLine>> waiting = new EnumMap<>(Urgency.class);
    private final Precedence precedence = new Precedence();
    private int size;
    private long readThrough = -1;
    private boolean complete;

    public Backlog(IndexSpace space) {
        this.space = space;
        for (Urgency urgency : Urgency.values()) {
            waiting.put(urgency, new TreeSet<>(OLDEST_FIRST));
        }
    }

    /** Is every SET of the stream in here or in the lane? If not, the store is to be read on. */
    public boolean complete() {
        return complete;
    }

    /** The sequence up to which the store has been read. */
    public long readThrough() {
        return readThrough;
    }

    public int size() {
        return size;
    }

    /** The lane has all there is. */
    public boolean isDrained() {
        return complete && size == 0;
    }

    public boolean isFull() {
        return size >= MOST || (size >= ALWAYS && !space.isLeft());
    }

    /** The store has been read up to there. */
    public void read(long through, boolean all) {
        readThrough = Math.max(readThrough, through);
        complete = all;
    }

    /** A SET found in the store. */
    public void add(PendingSet set) {
        long key = key(set);
        BacklogLine line = lines.computeIfAbsent(key, BacklogLine::new);
        unlist(line);
        if (line.add(set.sequence(), set.urgency())) {
            size++;
            space.taken();
        }
        list(line);
    }

    /**
     * A SET that has just been stored and has no room in the lane. False if it will be found when the store is read.
     */
    public boolean arrived(PendingSet set) {
        if (set.sequence() > readThrough) {
            if (!complete) {
                return false;
            }
            if (isFull()) {
                readThrough = set.sequence() - 1;
                complete = false;
                return false;
            }
            readThrough = set.sequence();
        }
        add(set);
        return true;
    }

    /** The lane took it at once. */
    public void passed(PendingSet set) {
        readThrough = Math.max(readThrough, set.sequence());
    }

    public void remove(PendingSet set) {
        BacklogLine line = lines.get(key(set));
        if (line == null) {
            return;
        }
        unlist(line);
        if (line.remove(set.sequence(), set.urgency())) {
            size--;
            space.released(1);
        }
        list(line);
    }

    /**
     * The next sequences to be loaded, in order for each key.
     *
     * @param together of one key at one time, at most; so that what a later one makes obsolete is seen with it
     */
    public List<Long> take(Lane.Room room, int together) {
        List<Long> taken = new ArrayList<>();
        while (true) {
            Urgency least = least(room, taken.size());
            Optional<Urgency> turn = precedence.next(
                    urgency -> !least.before(urgency) && !of(urgency).isEmpty());
            if (turn.isEmpty()) {
                return taken;
            }
            BacklogLine line = of(turn.get()).first();
            unlist(line);
            for (int i = 0; i < together && !line.isEmpty(); i++) {
                taken.add(line.removeFirst());
                size--;
                space.released(1);
            }
            list(line);
        }
    }

    /** The least urgent there still is room for. For the stream's own status there always is: it is one SET or two. */
    private static Urgency least(Lane.Room room, int taken) {
        if (taken < room.any()) {
            return Urgency.BULK;
        }
        return taken < room.urgent() ? Urgency.URGENT : Urgency.STREAM_UPDATED;
    }

    /** It will not be used any more. */
    public void discard() {
        space.released(size);
        size = 0;
        lines.clear();
        waiting.values().forEach(NavigableSet::clear);
    }

    private void unlist(BacklogLine line) {
        if (!line.isEmpty()) {
            of(line.urgency()).remove(line);
        }
    }

    private void list(BacklogLine line) {
        if (line.isEmpty()) {
            lines.remove(line.key());
        } else {
            of(line.urgency()).add(line);
        }
    }

    @SuppressWarnings("NullAway") // every urgency has its set from the start
    private NavigableSet<BacklogLine> of(Urgency urgency) {
        return waiting.get(urgency);
    }

    private static long key(PendingSet set) {
        byte[] key = set.orderKey().getBytes(UTF_8);
        return (long) Utils.murmur2(key) << 32 | (set.orderKey().hashCode() & 0xffff_ffffL);
    }
}
