// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.publication;

import io.tocsin.schemas.policy.PolicyEntry;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads and writes the first partition of topic {@code policies}; the history is what all read there in the same order.
 * A thread of its own follows it.
 */
final class PolicyTopic implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PolicyTopic.class);
    private static final TopicPartition PARTITION = new TopicPartition(Topics.POLICIES.name(), 0);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Wire wire;
    private final TopicWriter writer;
    private final Consumer<PolicyHistory> onStep;
    private final Thread follower = new Thread(this::follow, "tocsin-policies");
    private final ConcurrentSkipListMap<Long, CompletableFuture<Void>> awaited = new ConcurrentSkipListMap<>();
    private volatile PolicyHistory history = PolicyHistory.EMPTY;
    private volatile long readUpTo;
    private volatile boolean closed;

    private PolicyTopic(Map<String, String> kafka, Wire wire, TopicWriter writer, Consumer<PolicyHistory> onStep) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.wire = wire;
        this.writer = writer;
        this.onStep = onStep;
    }

    /**
     * Reads all there is, and follows what comes.
     *
     * @param onStep told the history whenever it has grown, and at first if it is not empty; on the follower's thread
     *     except for that first time
     * @throws KafkaException if the topic cannot be read
     */
    static PolicyTopic open(Map<String, String> kafka, Wire wire, TopicWriter writer, Consumer<PolicyHistory> onStep) {
        PolicyTopic topic = new PolicyTopic(kafka, wire, writer, onStep);
        try {
            topic.catchUp();
        } catch (RuntimeException e) {
            topic.consumer.close();
            throw e;
        }
        if (topic.history.latest().isPresent()) {
            onStep.accept(topic.history);
        }
        topic.follower.setDaemon(true);
        topic.follower.start();
        return topic;
    }

    PolicyHistory history() {
        return history;
    }

    /**
     * Completes when the attempt has been written and read again, with the history as it is then; fails if nobody can
     * say whether it was written.
     */
    CompletableFuture<PolicyHistory> attempt(PolicyEntry entry) {
        return writer.write(Topics.POLICIES, PARTITION.partition(), entry.key(), entry)
                .thenCompose(written -> readPast(written.offset()))
                .thenApply(read -> history);
    }

    private CompletableFuture<Void> readPast(long offset) {
        CompletableFuture<Void> read = awaited.computeIfAbsent(offset, o -> new CompletableFuture<>());
        settle();
        return read.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private void catchUp() {
        consumer.assign(List.of(PARTITION));
        consumer.seekToBeginning(List.of(PARTITION));
        long end = consumer.endOffsets(List.of(PARTITION), PATIENCE).getOrDefault(PARTITION, 0L);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.position(PARTITION, PATIENCE) < end) {
            if (System.nanoTime() > deadline) {
                throw new KafkaException("topic " + PARTITION.topic() + " was not read to its end within " + PATIENCE
                        + "; is the cluster well?");
            }
            take();
        }
    }

    private void follow() {
        while (!closed) {
            try {
                PolicyHistory before = history;
                take();
                if (history != before) {
                    onStep.accept(history);
                }
                settle();
            } catch (WakeupException e) {
                log.debug("policies: woken up");
            } catch (RuntimeException e) {
                // what is in force stays in force; the next poll asks again
                log.warn("policies: cannot be followed at present: {}", e.getMessage());
            }
        }
        consumer.close();
    }

    private void take() {
        PolicyHistory grown = history;
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            grown = with(grown, record);
        }
        history = grown;
        readUpTo = consumer.position(PARTITION, PATIENCE);
    }

    private PolicyHistory with(PolicyHistory grown, ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return grown;
        }
        try {
            PolicyEntry entry =
                    wire.values(Topics.POLICIES).deserializer().deserialize(Topics.POLICIES.name(), record.value());
            return grown.with(entry, record.offset());
        } catch (SerializationException | IllegalArgumentException e) {
            log.error("policies: offset {} cannot be read and does not count", record.offset(), e);
            return grown;
        }
    }

    private void settle() {
        var read = awaited.headMap(readUpTo);
        read.values().forEach(waiting -> waiting.complete(null));
        read.clear();
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            follower.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
