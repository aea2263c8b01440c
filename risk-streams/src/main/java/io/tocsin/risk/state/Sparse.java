// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Collections that most principals never put anything into: they begin as one that is empty for all, and become one's
 * own when something is put in.
 */
public final class Sparse {
    private Sparse() {}

    /** The same map, or one to put things into, which keeps them in the order in which they came. */
    public static <K, V> Map<K, V> own(Map<K, V> map) {
        return map instanceof LinkedHashMap ? map : new LinkedHashMap<>();
    }

    /** The same set, or one to put things into, which keeps them in the order in which they came. */
    public static <E> Set<E> own(Set<E> set) {
        return set instanceof LinkedHashSet ? set : new LinkedHashSet<>();
    }

    /** The same list, or one to put things into. */
    public static <E> List<E> own(List<E> list) {
        return list instanceof ArrayList ? list : new ArrayList<>();
    }

    /** The same map, or one to put things into, which sorts them. */
    public static <K extends Comparable<K>, V> SortedMap<K, V> own(SortedMap<K, V> map) {
        return map instanceof TreeMap ? map : new TreeMap<>();
    }

    /** The same set, or one to put things into, which sorts them. */
    public static <E extends Comparable<E>> SortedSet<E> own(SortedSet<E> set) {
        return set instanceof TreeSet ? set : new TreeSet<>();
    }
}
