// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.signals;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.schemas.recording.RecordedSignal;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.TenantShard;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * What lies in topic {@code signals} between two moments, up to the end it has now: all its partitions as one, in the
 * order of the records' timestamps, some thousand records of each in memory. Used by one thread.
 */
public final class SignalsTopic implements AutoCloseable {
    private static final int ENOUGH = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Wire wire;
    private final Consumer<byte[], byte[]> consumer;
    private final @Nullable String tenant;
    private final Instant from;
    private final Instant to;
    private final Map<Integer, Lane> lanes = new TreeMap<>();
    private final long wanted;
    private long passed;
    private long unreadable;

    /** One partition. */
    private static final class Lane {
        private final TopicPartition partition;
        private final long end;
        private final Deque<ConsumerRecord<byte[], byte[]>> ahead = new ArrayDeque<>();
        private long position;
        private boolean over;

        Lane(TopicPartition partition, long position, long end) {
            this.partition = partition;
            this.position = position;
            this.end = end;
            this.over = position >= end;
        }

        boolean waits() {
            return ahead.isEmpty() && !over;
        }
    }

    private SignalsTopic(
            Wire wire, Consumer<byte[], byte[]> consumer, @Nullable String tenant, Instant from, Instant to) {
        this.wire = wire;
        this.consumer = consumer;
        this.tenant = tenant;
        this.from = from;
        this.to = to;
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.SIGNALS.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, from.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(times);
        long all = 0;
        for (TopicPartition partition : partitions) {
            @Nullable OffsetAndTimestamp start = starts.get(partition);
            long end = ends.getOrDefault(partition, 0L);
            Lane lane = new Lane(partition, start == null ? end : start.offset(), end);
            consumer.seek(partition, lane.position);
            lanes.put(partition.partition(), lane);
            all += end - lane.position;
        }
        this.wanted = all;
    }

    /**
     * Finds the beginning in every partition.
     *
     * @param kafka client properties
     * @param tenant only this one's; everybody's where not given
     * @throws KafkaException where Kafka or the topic cannot be reached
     */
    public static SignalsTopic open(
            Map<String, String> kafka, Wire wire, @Nullable String tenant, Instant from, Instant to) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, ENOUGH);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            return new SignalsTopic(wire, consumer, tenant, from, to);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** The next signal, or nothing at the end. Records that are no signals are passed over and counted. */
    public @Nullable RecordedSignal next() {
        while (true) {
            ConsumerRecord<byte[], byte[]> record = earliest();
            if (record == null) {
                return null;
            }
            RecordedSignal signal = signal(record);
            if (signal != null && (tenant == null || tenant.equals(signal.key().tenant()))) {
                return signal;
            }
        }
    }

    private @Nullable ConsumerRecord<byte[], byte[]> earliest() {
        fill();
        Lane earliest = null;
        for (Lane lane : lanes.values()) {
            if (!lane.ahead.isEmpty()
                    && (earliest == null
                            || lane.ahead.getFirst().timestamp()
                                    < earliest.ahead.getFirst().timestamp())) {
                earliest = lane;
            }
        }
        if (earliest == null) {
            return null;
        }
        passed++;
        return earliest.ahead.removeFirst();
    }

    /** Which partition is the earliest is known when each has shown its next record. */
    private void fill() {
        while (lanes.values().stream().anyMatch(Lane::waits)) {
            for (Lane lane : lanes.values()) {
                if (lane.over || lane.ahead.size() >= ENOUGH) {
                    consumer.pause(List.of(lane.partition));
                } else {
                    consumer.resume(List.of(lane.partition));
                }
            }
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(PATIENCE);
            for (Lane lane : lanes.values()) {
                polled.records(lane.partition).forEach(record -> take(lane, record));
                // compaction and transactions leave offsets without records
                lane.position = Math.max(lane.position, consumer.position(lane.partition));
                lane.over |= lane.position >= lane.end;
            }
        }
    }

    /** What was imported lies behind what is younger. */
    private void take(Lane lane, ConsumerRecord<byte[], byte[]> record) {
        if (record.offset() < lane.end
                && record.timestamp() >= from.toEpochMilli()
                && record.timestamp() < to.toEpochMilli()) {
            lane.ahead.addLast(record);
        }
        lane.position = record.offset() + 1;
    }

    private @Nullable RecordedSignal signal(ConsumerRecord<byte[], byte[]> record) {
        try {
            Signal signal = wire.values(Topics.SIGNALS).deserializer().deserialize(record.topic(), record.value());
            TenantShard key = Topics.SIGNALS.keys().read(new String(record.key(), UTF_8));
            return new RecordedSignal(key, Instant.ofEpochMilli(record.timestamp()), signal);
        } catch (RuntimeException damaged) {
            unreadable++;
            return null;
        }
    }

    /** How many records were no signals. */
    public long unreadable() {
        return unreadable;
    }

    /** How much has been read, 0 to 1. */
    public double progress() {
        return wanted == 0 ? 1 : Math.min(1, (double) passed / wanted);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
