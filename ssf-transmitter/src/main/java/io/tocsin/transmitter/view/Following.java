// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.view;

import io.tocsin.schemas.topic.Topic;
import io.tocsin.schemas.topic.Wire;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic from somewhere on, and goes on reading. It assigns its partitions itself, so no rebalance ever stands
 * between a record and its being seen.
 */
public final class Following<K, V> implements FollowedTopic, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Following.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** Hears of every record, in order for each partition, on the follower's own thread. Must not block. */
    @FunctionalInterface
    public interface Records<K, V> {
        /**
         * One more.
         *
         * @param value null for a tombstone
         */
        void seen(int partition, long offset, K key, @Nullable V value);
    }

    private final Topic<K, V> topic;
    private final Records<K, V> records;
    private final Visibility visibility = new Visibility();
    private final Deserializer<K> keys;
    private final Deserializer<V> values;
    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final Thread follower;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile boolean skipped;

    private Following(Map<String, String> kafka, Wire wire, Topic<K, V> topic, Records<K, V> records) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, "tocsin-transmitter-" + topic.name());
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.topic = topic;
        this.records = records;
        this.keys = wire.keys(topic).deserializer();
        this.values = wire.values(topic).deserializer();
        this.consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.follower =
                Thread.ofPlatform().name("transmitter-" + topic.name()).daemon().unstarted(this::follow);
        try {
            this.partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** From the beginning. Returns when all that is there now has been seen. Throws what the Kafka client throws. */
    static <K, V> Following<K, V> whole(
            Map<String, String> kafka, Wire wire, Topic<K, V> topic, Records<K, V> records) {
        Following<K, V> following = new Following<>(kafka, wire, topic, records);
        try {
            following.readAll();
        } catch (RuntimeException e) {
            following.consumer.close();
            throw e;
        }
        following.follower.start();
        return following;
    }

    /**
     * From the newest so many records of each partition on. Returns at once; {@link #reaches} tells how far it is.
     * Throws what the Kafka client throws.
     */
    public static <K, V> Following<K, V> newest(
            Map<String, String> kafka, Wire wire, Topic<K, V> topic, long ofEachPartition, Records<K, V> records) {
        Following<K, V> following = new Following<>(kafka, wire, topic, records);
        try {
            Map<TopicPartition, Long> oldest = following.consumer.beginningOffsets(following.partitions);
            following.consumer.endOffsets(following.partitions).forEach((partition, end) -> {
                long first = oldest.getOrDefault(partition, 0L);
                following.skipped |= end - ofEachPartition > first;
                following.consumer.seek(partition, Math.max(first, end - ofEachPartition));
            });
        } catch (RuntimeException e) {
            following.consumer.close();
            throw e;
        }
        following.follower.start();
        return following;
    }

    @Override
    public List<TopicPartition> partitions() {
        return partitions;
    }

    @Override
    public Consumer<?, ?> consumer() {
        return consumer;
    }

    @Override
    public CompletableFuture<Void> reaches(TopicPartition partition, long end) {
        return visibility.of(partition.partition(), end - 1);
    }

    /** Were there older records than those it began with? */
    public boolean skipped() {
        return skipped;
    }

    /** Completes when that record has been seen, on the follower's thread. */
    CompletableFuture<Void> sees(int partition, long offset) {
        return visibility.of(partition, offset);
    }

    private void readAll() {
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            pollOnce();
        }
    }

    private void follow() {
        while (closing.getCount() > 0) {
            try {
                pollOnce();
            } catch (WakeupException e) {
                LOG.debug("woken to close");
            } catch (RuntimeException e) {
                LOG.error("cannot read the topic {}, trying again", topic, e);
                pause();
            }
        }
        consumer.close();
        visibility.close();
    }

    private void pollOnce() {
        for (ConsumerRecord<byte[], byte[]> consumed : consumer.poll(POLL)) {
            apply(consumed);
        }
        for (TopicPartition partition : partitions) {
            visibility.reached(partition.partition(), consumer.position(partition));
        }
    }

    private void apply(ConsumerRecord<byte[], byte[]> consumed) {
        K key;
        @Nullable V value;
        try {
            key = keys.deserialize(consumed.topic(), consumed.key());
            value = consumed.value() == null ? null : values.deserialize(consumed.topic(), consumed.value());
        } catch (RuntimeException e) {
            LOG.error(
                    "record {}-{}@{} cannot be read, left out",
                    consumed.topic(),
                    consumed.partition(),
                    consumed.offset(),
                    e);
            return;
        }
        records.seen(consumed.partition(), consumed.offset(), key, value);
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
        try {
            follower.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
