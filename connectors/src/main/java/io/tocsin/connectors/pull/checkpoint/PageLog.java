// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.pull.checkpoint;

import io.tocsin.connectors.feed.FeedId;
import io.tocsin.connectors.feed.Page;
import io.tocsin.schemas.connector.ConnectorState;
import io.tocsin.schemas.connector.StateKey;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.TenantShard;
import io.tocsin.schemas.topic.DeadLetter;
import io.tocsin.schemas.topic.Topic;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes pages: all that a page gave and the place behind it become visible together, or not at all. Its transactional
 * id is the feed's, so that opening it ends whatever a former reader of the feed had begun, and fences that reader off.
 * Used by one thread. After an exception it is of no more use.
 */
public final class PageLog implements AutoCloseable {
    /** How long a transaction of a reader that died may hold up who reads only what is committed. */
    private static final Duration ABANDONED_AFTER = Duration.ofSeconds(30);

    private final Producer<byte[], byte[]> producer;
    private final Wire wire;
    private final FeedId feed;
    private final int partition;

    private PageLog(Producer<byte[], byte[]> producer, Wire wire, FeedId feed, int partition) {
        this.producer = producer;
        this.wire = wire;
        this.feed = feed;
        this.partition = partition;
    }

    /** As producers are made; tests make some that fail. */
    public static Producer<byte[], byte[]> producer(Map<String, Object> properties) {
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Opens the log of a feed; blocks until what a former reader had begun has ended.
     *
     * @param partition of topic {@code checkpoints} where the connector's memory is
     */
    public static PageLog open(
            Map<String, String> kafka,
            Wire wire,
            FeedId feed,
            int partition,
            Function<Map<String, Object>, Producer<byte[], byte[]>> producers) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "15000");
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "20000");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        properties.putAll(kafka);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        properties.put(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                "tocsin-connector-" + feed.key().text());
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Math.toIntExact(ABANDONED_AFTER.toMillis()));
        properties.remove(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG);
        properties.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
        Producer<byte[], byte[]> producer = producers.apply(properties);
        try {
            producer.initTransactions();
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
        return new PageLog(producer, wire, feed, partition);
    }

    /** Returns when the page is durable. Throws what Kafka throws; then nothing of the page will ever be visible. */
    public void commit(Page page, List<Signal> more) {
        TenantShard shard = new TenantShard(feed.tenant(), 0);
        producer.beginTransaction();
        for (Signal signal : page.harvest().signals()) {
            send(Topics.SIGNALS, null, shard, signal);
        }
        for (Signal signal : more) {
            send(Topics.SIGNALS, null, shard, signal);
        }
        for (DeadLetter letter : page.harvest().deadLetters()) {
            send(Topics.DEAD_LETTERS, null, Topics.SIGNALS.keys().write(shard), letter);
        }
        for (Map.Entry<StateKey, @Nullable ConnectorState> change :
                page.changes().entrySet()) {
            send(Topics.CHECKPOINTS, partition, change.getKey().text(), change.getValue());
        }
        send(Topics.CHECKPOINTS, partition, feed.key().text(), page.position());
        producer.commitTransaction();
    }

    /** A failed send fails the commit, so its future needs no watching. */
    private <K, V> void send(Topic<K, V> topic, @Nullable Integer to, K key, @Nullable V value) {
        byte[] keyBytes = wire.keys(topic).serializer().serialize(topic.name(), key);
        byte[] valueBytes =
                value == null ? null : wire.values(topic).serializer().serialize(topic.name(), value);
        var unused = producer.send(new ProducerRecord<>(topic.name(), to, keyBytes, valueBytes));
    }

    /** A transaction that is under way is left to time out, or to whoever opens the log next. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            producer.close(Duration.ofSeconds(5));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
