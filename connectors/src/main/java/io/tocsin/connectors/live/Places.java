// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.live;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Up to which record each line was read. As text, {@code line:number} with commas between, it is a feed's cursor; empty
 * where a feed has begun and read nothing. Used by one thread.
 */
final class Places {
    /** How many records may come between one and its repetition on the same connection. */
    private static final int REMEMBERED = 10_000;

    private final Map<String, Long> begun;
    private final Map<String, Long> reached;
    private final Set<String> recent = new LinkedHashSet<>();

    private Places(Map<String, Long> reached) {
        this.begun = Map.copyOf(reached);
        this.reached = new TreeMap<>(reached);
    }

    /** Throws {@link IllegalStateException} for a text that this class did not write. */
    static Places parse(@Nullable String cursor) {
        Map<String, Long> reached = new TreeMap<>();
        if (cursor != null && !cursor.isEmpty()) {
            for (String place : cursor.split(",", -1)) {
                int colon = place.indexOf(':');
                if (colon < 1) {
                    throw new IllegalStateException("a live feed's cursor has no colon, expected line:number");
                }
                reached.put(place.substring(0, colon), Long.parseLong(place.substring(colon + 1)));
            }
        }
        return new Places(reached);
    }

    /** The last record read of a line; absent where there is none. */
    @Nullable
    Long of(String line) {
        return reached.get(line);
    }

    /**
     * Takes in a record; whether it is one that was not read before. Within a connection records may come out of order:
     * only a repetition is old.
     */
    boolean advance(String line, long number) {
        Long first = begun.get(line);
        if ((first != null && number <= first) || !recent.add(line + ":" + number)) {
            return false;
        }
        if (recent.size() > REMEMBERED) {
            recent.remove(recent.iterator().next());
        }
        reached.merge(line, number, Math::max);
        return true;
    }

    String text() {
        return reached.entrySet().stream()
                .map(place -> place.getKey() + ":" + place.getValue())
                .collect(Collectors.joining(","));
    }
}
