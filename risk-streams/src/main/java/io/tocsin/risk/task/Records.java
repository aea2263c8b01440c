// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.task;

import io.tocsin.risk.principal.Head;
import io.tocsin.risk.principal.RiskRecord;
import io.tocsin.risk.principal.RiskRecords;
import io.tocsin.schemas.signal.CanonicalId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The records of one partition. Those that were used lately are kept as objects too, since reading one costs more than
 * all else that is done with it; every change is written at once.
 */
final class Records {
    private static final int AT_HAND = 20_000;

    private final KeyValueStore<String, byte[]> store;
    private final Map<String, RiskRecord> atHand = new LinkedHashMap<>(1024, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RiskRecord> eldest) {
            return size() > AT_HAND;
        }
    };

    Records(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /** Absent where nothing is known of it. */
    @Nullable
    RiskRecord find(String principal) {
        RiskRecord record = atHand.get(principal);
        if (record == null) {
            byte[] stored = store.get(principal);
            if (stored != null) {
                record = RiskRecords.read(stored);
                atHand.put(principal, record);
            }
        }
        return record;
    }

    RiskRecord get(CanonicalId principal) {
        RiskRecord record = find(principal.text());
        return record == null ? new RiskRecord(principal) : record;
    }

    void put(RiskRecord record) {
        String principal = record.principal().text();
        store.put(principal, RiskRecords.write(record));
        atHand.put(principal, record);
    }

    void remove(CanonicalId principal) {
        store.delete(principal.text());
        atHand.remove(principal.text());
    }

    /** Something went wrong half way: what is at hand may be half changed, what is stored is whole. */
    void forgetAtHand() {
        atHand.clear();
    }

    void heads(Consumer<Head> visit) {
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            all.forEachRemaining(entry -> visit.accept(RiskRecords.head(entry.value)));
        }
    }
}
