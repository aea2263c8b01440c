// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.task;

import io.tocsin.risk.principal.Head;
import io.tocsin.risk.principal.RiskRecord;
import io.tocsin.risk.principal.RiskRecords;
import io.tocsin.risk.state.AtHand;
import io.tocsin.schemas.signal.CanonicalId;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The records of one partition. */
final class Records {
    private static final AtHand.Room ROOM = new AtHand.Room(5_000, 10);

    private final KeyValueStore<String, byte[]> store;
    private final AtHand<CanonicalId, RiskRecord> records;

    Records(KeyValueStore<String, byte[]> store) {
        this.store = store;
        this.records =
                new AtHand<>(store, CanonicalId::text, new AtHand.Form<>(RiskRecords::read, RiskRecords::write), ROOM);
    }

    /** Absent where nothing is known of it. */
    @Nullable
    RiskRecord find(CanonicalId principal) {
        return records.get(principal);
    }

    RiskRecord get(CanonicalId principal) {
        RiskRecord record = records.get(principal);
        return record == null ? new RiskRecord(principal) : record;
    }

    void put(RiskRecord record) {
        record.store();
        records.put(record.principal(), record);
    }

    /** Nothing changed that has to be stored, but time has come to the record. */
    void keep(RiskRecord record) {
        if (record.isStored()) {
            records.keep(record.principal());
        }
    }

    void remove(CanonicalId principal) {
        records.delete(principal);
    }

    /** Something went wrong half way: what is at hand may be half changed, what is stored is whole. */
    void forgetAtHand() {
        records.forget();
    }

    void heads(Consumer<Head> visit) {
        records.settle();
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            all.forEachRemaining(entry -> visit.accept(RiskRecords.head(entry.value)));
        }
    }
}
