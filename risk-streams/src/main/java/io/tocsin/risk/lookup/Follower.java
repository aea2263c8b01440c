// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.lookup;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.risk.lookup.DiskIndex.Kept;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads topics from where the index has come, for as long as it is open. Kafka being away delays it. */
final class Follower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final String POSITION = "@|";
    private static final Duration POLL = Duration.ofMillis(500);
    /**
     * Nobody notices a question answered as of a quarter of a second ago; asking the broker for each record as it comes
     * would take as much of a processor as deciding does.
     */
    private static final Duration GATHERS = Duration.ofMillis(250);

    private static final int GATHERED = 256 * 1024;
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration CLOSE = Duration.ofSeconds(10);

    private final Map<String, Object> settings;
    private final Map<String, Indexing> topics;
    private final DiskIndex index;
    private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
    private final Object moved = new Object();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Consumer<byte[], byte[]> consumer;
    private final Thread thread =
            Thread.ofPlatform().name("risk-lookup").daemon().unstarted(this::run);

    /** What becomes of a record of one topic. */
    interface Indexing {
        void index(ConsumerRecord<byte[], byte[]> record, DiskIndex.Change change);
    }

    private Follower(Map<String, Object> settings, Map<String, Indexing> topics, DiskIndex index) {
        this.settings = settings;
        this.topics = topics;
        this.index = index;
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    static Map<String, Object> settings(Map<String, String> kafka, String client) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, client);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return settings;
    }

    static Follower start(Map<String, String> kafka, Map<String, Indexing> topics, DiskIndex index) {
        Map<String, Object> settings = settings(kafka, "tocsin-risk-lookup");
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, Integer.toString(GATHERED));
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Long.toString(GATHERS.toMillis()));
        Follower follower = new Follower(settings, topics, index);
        follower.thread.start();
        return follower;
    }

    /**
     * Is the index of that folder one of these topics? Not where it has come further than they have: then it is of
     * others that had the same names.
     */
    static boolean fits(Map<String, String> kafka, List<String> topics, Path folder, Duration aWhile) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                settings(kafka, "tocsin-risk-lookup-check"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            topics.forEach(topic -> ends.putAll(consumer.endOffsets(partitions(consumer, topic))));
        }
        try (DiskIndex index = DiskIndex.open(folder, aWhile)) {
            return ends.entrySet().stream().allMatch(end -> position(index, end.getKey()) <= end.getValue());
        }
    }

    private void run() {
        boolean assigned = false;
        while (closing.getCount() > 0) {
            try {
                if (!assigned) {
                    assign();
                    assigned = true;
                }
                take(consumer.poll(POLL));
            } catch (WakeupException e) {
                LOG.debug("woken to close");
            } catch (RuntimeException e) {
                LOG.error("the lookup index is not brought up to date for the moment, trying again", e);
                assigned = false;
                pause();
            }
        }
        consumer.close();
    }

    private void assign() {
        List<TopicPartition> partitions = new ArrayList<>();
        topics.keySet().forEach(topic -> partitions.addAll(partitions(consumer, topic)));
        consumer.assign(partitions);
        for (TopicPartition partition : partitions) {
            long position = position(index, partition);
            positions.put(partition, position);
            consumer.seek(partition, position);
        }
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        if (!records.isEmpty()) {
            try (DiskIndex.Change change = index.change()) {
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    index(record, change);
                }
                for (TopicPartition partition : records.partitions()) {
                    change.put(Kept.FOR_GOOD, key(partition), Long.toString(consumer.position(partition)));
                }
                change.commit();
            }
        }
        consumer.assignment().forEach(partition -> positions.put(partition, consumer.position(partition)));
        synchronized (moved) {
            moved.notifyAll();
        }
    }

    private void index(ConsumerRecord<byte[], byte[]> record, DiskIndex.Change change) {
        Indexing indexing = topics.get(record.topic());
        try {
            if (indexing != null) {
                indexing.index(record, change);
            }
        } catch (IllegalArgumentException | SerializationException e) {
            LOG.warn("{}-{}@{} cannot be read, left out", record.topic(), record.partition(), record.offset());
        }
    }

    /** Returns when all that is in the topics now is indexed, or when the time is over. */
    void awaitPresent(Duration patience) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        try (Consumer<byte[], byte[]> asking =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            for (String topic : topics.keySet()) {
                ends.putAll(asking.endOffsets(partitions(asking, topic)));
            }
        }
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (moved) {
            while (closing.getCount() > 0
                    && ends.entrySet().stream()
                            .anyMatch(end -> positions.getOrDefault(end.getKey(), 0L) < end.getValue())) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    return;
                }
                try {
                    moved.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private static List<TopicPartition> partitions(Consumer<?, ?> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    private static long position(DiskIndex index, TopicPartition partition) {
        return index.get(Kept.FOR_GOOD, key(partition))
                .map(bytes -> Long.parseLong(new String(bytes, UTF_8)))
                .orElse(0L);
    }

    private static String key(TopicPartition partition) {
        return POSITION + partition.topic() + "|" + partition.partition();
    }

    private void pause() {
        try {
            closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closing.countDown();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        consumer.wakeup();
        synchronized (moved) {
            moved.notifyAll();
        }
        try {
            thread.join(CLOSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
