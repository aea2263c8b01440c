// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.audit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What has been hashed of one partition since its last checkpoint. For one thread. */
final class PartitionAudit {
    private final String topic;
    private final int partition;
    private final RunningHash hash;
    private final ByteArrayOutputStream marks = new ByteArrayOutputStream();
    private long after;
    private String previous;
    private long first;
    private long last;
    private int count;
    private @Nullable Instant since;

    private PartitionAudit(String topic, int partition, long after, RunningHash hash) {
        this.topic = topic;
        this.partition = partition;
        this.after = after;
        this.hash = hash;
        this.previous = hash.text();
    }

    /** A partition that no checkpoint covers any of. */
    static PartitionAudit beginning(String topic, int partition) {
        return new PartitionAudit(topic, partition, Checkpoint.NOTHING, RunningHash.beginning(topic, partition));
    }

    /** A partition that is covered as far as that checkpoint says. */
    static PartitionAudit behind(Checkpoint checkpoint) {
        return new PartitionAudit(
                checkpoint.topic(), checkpoint.partition(), checkpoint.last(), RunningHash.at(checkpoint.hash()));
    }

    /** The offset that is to be read next. */
    long next() {
        return (count == 0 ? after : last) + 1;
    }

    void take(ConsumerRecord<byte[], byte[]> record, Instant now) {
        if (count == 0) {
            first = record.offset();
            since = now;
        }
        int mark = hash.add(record.offset(), record.timestamp(), record.key(), record.value());
        marks.writeBytes(
                ByteBuffer.allocate(RunningHash.MARK_BYTES).putInt(mark).array());
        last = record.offset();
        count++;
    }

    /** Records that no checkpoint covers yet. */
    int uncovered() {
        return count;
    }

    /** When the first of them was read; absent if there is none. */
    Optional<Instant> since() {
        return Optional.ofNullable(since);
    }

    /** All that was taken in since the last one that was {@link #written}; asked for only if there is something. */
    Checkpoint checkpoint(Instant now) {
        return new Checkpoint(
                topic,
                partition,
                first,
                last,
                after,
                count,
                previous,
                hash.text(),
                Base64.getUrlEncoder().withoutPadding().encodeToString(marks.toByteArray()),
                now);
    }

    /** That checkpoint, which is this one's latest, is safe. */
    void written(Checkpoint checkpoint) {
        after = checkpoint.last();
        previous = checkpoint.hash();
        marks.reset();
        count = 0;
        since = null;
    }
}
