// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.pull.checkpoint;

import io.tocsin.schemas.topic.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which connectors are this instance's to read: those whose memory is in partitions that Kafka gives it. One reader for
 * each, as vendors with one place for all readers demand, and another within seconds where one dies.
 */
public final class Shares implements AutoCloseable, ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(Shares.class);
    private static final String GROUP = "tocsin-connectors";

    private final Consumer<byte[], byte[]> consumer;
    private final IntConsumer gained;
    private final IntConsumer lost;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Begins to take part.
     *
     * @param gained told each partition that became this instance's
     * @param lost told each that is no more; when it returns, another may have it
     */
    public Shares(Map<String, String> kafka, IntConsumer gained, IntConsumer lost) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "10000");
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, "2000");
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.gained = gained;
        this.lost = lost;
        this.thread = new Thread(this::run, "tocsin-connector-shares");
        thread.setDaemon(true);
    }

    public Shares start() {
        thread.start();
        return this;
    }

    private void run() {
        try {
            consumer.subscribe(List.of(Topics.CHECKPOINTS.name()), this);
            while (!closed) {
                step();
            }
        } catch (WakeupException closing) {
            LOG.debug("This instance gives its connectors back");
        } finally {
            consumer.close();
        }
    }

    /** Nothing is read here: the partitions are only held. */
    private void step() {
        try {
            consumer.poll(Duration.ofMillis(500));
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.warn("Which connectors are whose is not known for the moment: {}", e.getMessage());
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        consumer.pause(partitions);
        partitions.forEach(partition -> gained.accept(partition.partition()));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> lost.accept(partition.partition()));
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
