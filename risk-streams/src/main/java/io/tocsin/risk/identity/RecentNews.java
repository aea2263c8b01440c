// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.TenantShard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Of which principals there was news lately that no source gave: that others were merged into them, that their time had
 * come; by the timestamps of the records that brought it about. Kept for much longer than a commit takes, and pruned by
 * its own newest entry: after a long stop it still holds what was told last.
 */
final class RecentNews {
    static final Duration KEPT = Duration.ofMinutes(2);

    private final KeyValueStore<String, byte[]> store;

    RecentNews(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    record Entry(TenantShard shard, CanonicalId about) {}

    void add(long timestamp, TenantShard shard, CanonicalId about) {
        store.put(key(timestamp) + about.text(), (shard.shard() + "|" + shard.tenant()).getBytes(UTF_8));
        try (KeyValueIterator<String, byte[]> old = store.range(key(0), key(timestamp - KEPT.toMillis()))) {
            List<String> keys = new ArrayList<>();
            old.forEachRemaining(entry -> keys.add(entry.key));
            keys.forEach(store::delete);
        }
    }

    List<Entry> all() {
        List<Entry> all = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> entries = store.range(key(0), key(Long.MAX_VALUE))) {
            while (entries.hasNext()) {
                KeyValue<String, byte[]> entry = entries.next();
                String[] shard = new String(entry.value, UTF_8).split("\\|", 2);
                all.add(new Entry(
                        new TenantShard(shard[1], Integer.parseInt(shard[0])),
                        CanonicalId.parse(entry.key.substring(key(0).length()))));
            }
        }
        return all;
    }

    private static String key(long timestamp) {
        return HexFormat.of().toHexDigits(Math.max(0, timestamp)) + "|";
    }
}
