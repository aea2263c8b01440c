// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.deadletter;

import io.tocsin.schemas.topic.DeadLetter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import io.tocsin.transmitter.view.FollowedTopic;
import io.tocsin.transmitter.view.Following;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The newest dead letters, in memory, as they come: listing them costs what is listed, and starting costs no more
 * however many there are. Any thread may ask.
 */
final class LetterIndex implements AutoCloseable {
    private static final int MARKS = 100_000;

    /** Where a letter stands among all: by its time, and where that is the same by its place in the topic. */
    record Place(Instant at, int partition, long offset) implements Comparable<Place> {
        private static final Comparator<Place> ORDER = Comparator.comparing(Place::at)
                .thenComparingInt(Place::partition)
                .thenComparingLong(Place::offset);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    private final int most;
    private final NavigableMap<Place, Letter> letters = new TreeMap<>();
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final Map<String, Instant> redriven = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MARKS;
        }
    };
    private final Following<String, DeadLetter> following;
    private boolean older;

    private LetterIndex(Map<String, String> kafka, Wire wire, int most) {
        this.most = most;
        this.following = Following.newest(kafka, wire, Topics.DEAD_LETTERS, most, this::seen);
    }

    /**
     * Begins to read and returns. Throws what the Kafka client throws.
     *
     * @param most letters kept, the newest
     */
    static LetterIndex open(Map<String, String> kafka, Wire wire, int most) {
        return new LetterIndex(kafka, wire, most);
    }

    FollowedTopic followed() {
        return following;
    }

    private synchronized void seen(int partition, long offset, String key, @Nullable DeadLetter letter) {
        if (letter == null) {
            return;
        }
        Optional<String> marked = Letter.marked(letter);
        if (marked.isPresent()) {
            mark(marked.get(), letter.at());
            return;
        }
        Letter read = Letter.read(partition, offset, key, letter);
        Instant when = redriven.get(read.id());
        Place place = new Place(letter.at(), partition, offset);
        letters.put(place, when == null ? read : read.redriven(when));
        places.put(read.id(), place);
        if (letters.size() > most) {
            Letter oldest = letters.pollFirstEntry().getValue();
            places.remove(oldest.id());
            older = true;
        }
    }

    private void mark(String id, Instant when) {
        redriven.put(id, when);
        Place place = places.get(id);
        if (place != null) {
            letters.computeIfPresent(place, (at, letter) -> letter.redriven(when));
        }
    }

    /** When a letter was last sent again, as far as is known here. */
    synchronized Optional<Instant> redriven(String id) {
        return Optional.ofNullable(redriven.get(id));
    }

    /** The newest that are wanted, newest first; those that come before {@code before}, null for all. */
    synchronized List<Map.Entry<Place, Letter>> newest(@Nullable Place before, Predicate<Letter> wanted, int limit) {
        NavigableMap<Place, Letter> from = before == null ? letters : letters.headMap(before, false);
        List<Map.Entry<Place, Letter>> found = new ArrayList<>();
        for (Map.Entry<Place, Letter> entry : from.descendingMap().entrySet()) {
            if (found.size() == limit) {
                break;
            }
            if (wanted.test(entry.getValue())) {
                found.add(Map.entry(entry.getKey(), entry.getValue()));
            }
        }
        return found;
    }

    /** Are there, or were there, older ones than those it has? */
    synchronized boolean hasOlder() {
        return older || following.skipped();
    }

    @Override
    public void close() {
        following.close();
    }
}
