// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.decision;

import io.tocsin.schemas.signal.CanonicalId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Whose records hold decisions that were made lately, by the timestamps of the records that brought them about: the
 * decisions themselves stay where they change together with everything else of their principal. Kept for much longer
 * than a commit takes, and pruned by its own newest entry: after a long stop it still holds what was decided last.
 */
final class RecentDecisions {
    private static final Duration KEPT = Duration.ofMinutes(2);
    private static final byte[] PRESENT = {1};

    private final KeyValueStore<String, byte[]> store;

    RecentDecisions(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    void add(long timestamp, CanonicalId principal) {
        store.put(key(timestamp) + principal.text(), PRESENT);
        try (KeyValueIterator<String, byte[]> old = store.range(key(0), key(timestamp - KEPT.toMillis()))) {
            List<String> keys = new ArrayList<>();
            old.forEachRemaining(entry -> keys.add(entry.key));
            keys.forEach(store::delete);
        }
    }

    Set<CanonicalId> principals() {
        Set<CanonicalId> principals = new LinkedHashSet<>();
        try (KeyValueIterator<String, byte[]> entries = store.all()) {
            entries.forEachRemaining(entry -> principals.add(CanonicalId.parse(entry.key.substring(key(0).length()))));
        }
        return principals;
    }

    private static String key(long timestamp) {
        return String.format(Locale.ROOT, "%016x|", Math.max(0, timestamp));
    }
}
