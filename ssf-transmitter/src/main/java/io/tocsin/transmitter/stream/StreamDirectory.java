// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.stream;

import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
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
 * The compacted topic {@code streams}, read whole at the start and followed: what HTTP answers from and fan-out goes
 * by. It assigns its partitions itself, so no rebalance ever stands between a change and its being seen.
 */
public final class StreamDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamDirectory.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final StreamIndex index = new StreamIndex();
    private final List<StreamListener> listeners = new CopyOnWriteArrayList<>();
    private final Visibility visibility = new Visibility();
    private final Deserializer<String> keys;
    private final Deserializer<StreamRegistration> values;
    private final Consumer<byte[], byte[]> consumer;
    private final Thread follower;
    private final CountDownLatch closing = new CountDownLatch(1);

    private StreamDirectory(Consumer<byte[], byte[]> consumer, Wire wire) {
        this.consumer = consumer;
        this.keys = wire.keys(Topics.STREAMS).deserializer();
        this.values = wire.values(Topics.STREAMS).deserializer();
        this.follower = Thread.ofPlatform().name("transmitter-streams").daemon().unstarted(this::follow);
    }

    /** Returns when all that is in the topic now has been read. Throws what the Kafka client throws. */
    public static StreamDirectory open(Map<String, String> kafka, Wire wire) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, "tocsin-transmitter-streams");
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        StreamDirectory directory = new StreamDirectory(
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()), wire);
        try {
            directory.readAll();
        } catch (RuntimeException e) {
            directory.consumer.close();
            throw e;
        }
        directory.follower.start();
        return directory;
    }

    public StreamIndex index() {
        return index;
    }

    /** Hears every change from now on. */
    public void listen(StreamListener listener) {
        listeners.add(listener);
    }

    /** Completes when the index shows that record, on the directory's thread. */
    public CompletableFuture<Void> shows(TopicWriter.Written written) {
        return visibility.of(written.partition(), written.offset());
    }

    private void readAll() {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.STREAMS.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            pollOnce();
        }
        LOG.info("read {} streams", index.size());
    }

    private void follow() {
        while (closing.getCount() > 0) {
            try {
                pollOnce();
            } catch (WakeupException e) {
                LOG.debug("woken to close");
            } catch (RuntimeException e) {
                LOG.error("cannot read the topic {}, trying again", Topics.STREAMS.name(), e);
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
        String streamId;
        @Nullable StreamRegistration stream;
        try {
            streamId = keys.deserialize(consumed.topic(), consumed.key());
            stream = consumed.value() == null ? null : values.deserialize(consumed.topic(), consumed.value());
        } catch (RuntimeException e) {
            LOG.error(
                    "record {}-{}@{} is no stream, left out",
                    consumed.topic(),
                    consumed.partition(),
                    consumed.offset(),
                    e);
            return;
        }
        if (stream == null) {
            index.remove(streamId);
            listeners.forEach(listener -> listener.deleted(streamId));
        } else {
            index.put(stream);
            listeners.forEach(listener -> listener.changed(stream));
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
