// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.lookup;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.risk.lookup.DiskIndex.Kept;
import io.tocsin.schemas.stream.DeliveryReport;
import io.tocsin.schemas.stream.OutboxEntry;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** The SETs that were made of decisions, and what became of each. */
final class SetEntries {
    private static final String BY_JTI = "j|";
    private static final String BY_STORY = "o|";
    private static final String ENDED = "r|";

    private final DiskIndex index;
    private final Deserializer<OutboxEntry> entries;
    private final Deserializer<DeliveryReport> reports;

    /** A SET on its way to one stream. */
    record Enqueued(String txn, String jti, Position position) {}

    SetEntries(DiskIndex index, Wire wire) {
        this.index = index;
        this.entries = wire.values(Topics.OUTBOX).deserializer();
        this.reports = wire.values(Topics.DELIVERIES).deserializer();
    }

    void enqueued(ConsumerRecord<byte[], byte[]> record, DiskIndex.Change change) {
        OutboxEntry entry = entries.deserialize(record.topic(), record.value());
        String txn = entry == null ? null : entry.claims().txn();
        if (entry == null || txn == null) {
            return;
        }
        String jti = entry.claims().jti();
        change.put(Kept.FOR_A_WHILE, BY_JTI + jti, txn);
        change.put(
                Kept.FOR_A_WHILE,
                BY_STORY + txn + "|" + jti,
                Position.of(record).toString());
    }

    void ended(ConsumerRecord<byte[], byte[]> record, DiskIndex.Change change) {
        DeliveryReport report = reports.deserialize(record.topic(), record.value());
        if (report != null && report.txn() != null) {
            change.put(
                    Kept.FOR_A_WHILE, ENDED + report.jti(), Position.of(record).toString());
            // what the outbox has forgotten meanwhile is found by this
            change.put(Kept.FOR_A_WHILE, BY_JTI + report.jti(), report.txn());
        }
    }

    /** The story that a SET belongs to. */
    Optional<String> txn(String jti) {
        return index.get(Kept.FOR_A_WHILE, BY_JTI + jti).map(SetEntries::text);
    }

    List<Enqueued> ofStory(String txn) {
        List<Enqueued> found = new ArrayList<>();
        String prefix = BY_STORY + txn + "|";
        index.scan(Kept.FOR_A_WHILE, prefix, "", (key, value) -> {
            found.add(new Enqueued(txn, key.substring(prefix.length()), Position.parse(text(value))));
            return true;
        });
        return found;
    }

    /** Where the report of a SET's end lies in {@code deliveries}. */
    Optional<Position> end(String jti) {
        return index.get(Kept.FOR_A_WHILE, ENDED + jti).map(value -> Position.parse(text(value)));
    }

    private static String text(byte[] value) {
        return new String(value, UTF_8);
    }
}
