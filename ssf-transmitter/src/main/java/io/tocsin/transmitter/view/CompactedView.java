// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.view;

import io.tocsin.schemas.topic.Topic;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Wire;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
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
 * A compacted topic, read whole at the start and followed. It assigns its partitions itself, so no rebalance ever
 * stands between a change and its being seen. What is kept of the records is the listener's business.
 */
public final class CompactedView<K, V> implements FollowedTopic, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CompactedView.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Topic<K, V> topic;
    private final Changes<K, V> changes;
    private final Visibility visibility = new Visibility();
    private final Deserializer<K> keys;
    private final Deserializer<V> values;
    private final Consumer<byte[], byte[]> consumer;
    private final Thread follower;
    private List<TopicPartition> partitions = List.of();
    private final CountDownLatch closing = new CountDownLatch(1);

    private CompactedView(Topic<K, V> topic, Changes<K, V> changes, Consumer<byte[], byte[]> consumer, Wire wire) {
        this.topic = topic;
        this.changes = changes;
        this.consumer = consumer;
        this.keys = wire.keys(topic).deserializer();
        this.values = wire.values(topic).deserializer();
        this.follower =
                Thread.ofPlatform().name("transmitter-" + topic.name()).daemon().unstarted(this::follow);
    }

    /**
     * Returns when all that is in the topic now has been read, on the caller's thread. Throws what the Kafka client
     * throws.
     */
    public static <K, V> CompactedView<K, V> open(
            Map<String, String> kafka, Wire wire, Topic<K, V> topic, Changes<K, V> changes) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, "tocsin-transmitter-" + topic.name());
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        CompactedView<K, V> view = new CompactedView<>(
                topic,
                changes,
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                wire);
        try {
            view.readAll();
        } catch (RuntimeException e) {
            view.consumer.close();
            throw e;
        }
        view.follower.start();
        return view;
    }

    /**
     * Completes when the listener has had that record, on the view's thread; fails with {@link RejectedException}, 503,
     * where Kafka does not let it be read in time.
     */
    public CompletableFuture<Void> shows(TopicWriter.Written written) {
        return visibility
                .of(written.partition(), written.offset())
                .orTimeout(LONGEST.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> {
                    throw new RejectedException(new Rejection.Unavailable(RETRY));
                });
    }

    @Override
    public List<TopicPartition> partitions() {
        return partitions;
    }

    @Override
    public CompletableFuture<Void> reaches(TopicPartition partition, long end) {
        return visibility.of(partition.partition(), end - 1);
    }

    private void readAll() {
        partitions = consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
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
        for (TopicPartition partition : consumer.assignment()) {
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
        if (value == null) {
            changes.removed(key);
        } else {
            changes.put(key, value);
        }
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
