// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes to topics; for use by any number of threads, event loops included.
 *
 * <p>A Kafka producer blocks its caller when it has no metadata yet or its buffer is full, and a schema registry blocks
 * whoever asks it first. So one thread of this writer hands records over, in the order of the calls, and the caller
 * never waits: when too many records wait already, the future fails at once.
 */
public final class TopicWriter implements AutoCloseable {
    private static final int WAITING = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Producer<byte[], byte[]> producer;
    private final Wire wire;
    private final ThreadPoolExecutor handOver;

    private TopicWriter(Producer<byte[], byte[]> producer, Wire wire) {
        this.producer = producer;
        this.wire = wire;
        this.handOver = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), task -> {
            Thread thread = new Thread(task, "tocsin-topic-writer");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Opens a producer with {@code kafka} as its properties. What makes a write safe ({@code acks=all}, idempotence) is
     * set regardless; what decides when to give up is set where {@code kafka} says nothing: after 10 s, as those who
     * wait for it wait little longer.
     */
    public static TopicWriter open(Map<String, String> kafka, Wire wire) {
        return new TopicWriter(
                new KafkaProducer<>(properties(kafka), new ByteArraySerializer(), new ByteArraySerializer()), wire);
    }

    static Map<String, Object> properties(Map<String, String> kafka) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "10000");
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "5000");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        properties.putAll(kafka);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        properties.remove(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG);
        properties.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
        return properties;
    }

    /**
     * Completes when the broker has acknowledged the record, fails if it has not or might not have; then the caller may
     * write the same record again. A null value is a tombstone.
     *
     * <p>Completes on the producer's own thread: what follows must not block, and changes threads if it would.
     */
    public <K, V> CompletableFuture<Written> write(Topic<K, V> topic, K key, @Nullable V value) {
        return handOver(new Write<>(topic, null, key, value, new CompletableFuture<>()));
    }

    /** The same to one partition, whatever the key. */
    public <K, V> CompletableFuture<Written> write(Topic<K, V> topic, int partition, K key, @Nullable V value) {
        return handOver(new Write<>(topic, partition, key, value, new CompletableFuture<>()));
    }

    /** The same to every partition the topic has; completes when all have it, and fails if any might not. */
    public <K, V> CompletableFuture<Void> writeToAll(Topic<K, V> topic, K key, @Nullable V value) {
        CompletableFuture<List<CompletableFuture<Written>>> handed = new CompletableFuture<>();
        try {
            handOver.execute(() -> {
                try {
                    handed.complete(producer.partitionsFor(topic.name()).stream()
                            .map(partition -> sent(topic, partition.partition(), key, value))
                            .toList());
                } catch (RuntimeException | Error e) {
                    handed.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            handed.completeExceptionally(new IllegalStateException("nothing written to " + topic, e));
        }
        return handed.thenCompose(writes -> CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new)));
    }

    private <K, V> CompletableFuture<Written> sent(Topic<K, V> topic, int partition, K key, @Nullable V value) {
        Write<K, V> write = new Write<>(topic, partition, key, value, new CompletableFuture<>());
        write.run();
        return write.written;
    }

    private <K, V> CompletableFuture<Written> handOver(Write<K, V> write) {
        try {
            handOver.execute(write);
        } catch (RejectedExecutionException e) {
            write.fail(handOver.isShutdown() ? "the writer is closed" : WAITING + " records wait for the broker");
        }
        return write.written;
    }

    /** Hands its producer to whoever measures it; nothing is to be sent by it there. */
    public void measure(Consumer<Producer<?, ?>> meters) {
        meters.accept(producer);
    }

    /** Sends what waits, for at most about 40 s, fails what then still waits. */
    @Override
    public void close() {
        handOver.shutdown();
        try {
            if (!handOver.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                failWaiting();
            }
        } catch (InterruptedException e) {
            failWaiting();
            Thread.currentThread().interrupt();
        }
        producer.close(PATIENCE.multipliedBy(3));
    }

    private void failWaiting() {
        for (Runnable waiting : handOver.shutdownNow()) {
            if (waiting instanceof Write<?, ?> write) {
                write.fail("the writer is closed");
            }
        }
    }

    /** One record on its way. */
    private final class Write<K, V> implements Runnable {
        private final Topic<K, V> topic;
        private final @Nullable Integer partition;
        private final K key;
        private final @Nullable V value;
        private final CompletableFuture<Written> written;

        Write(
                Topic<K, V> topic,
                @Nullable Integer partition,
                K key,
                @Nullable V value,
                CompletableFuture<Written> written) {
            this.topic = topic;
            this.partition = partition;
            this.key = key;
            this.value = value;
            this.written = written;
        }

        @Override
        public void run() {
            try {
                String name = topic.name();
                byte[] keyBytes = wire.keys(topic).serializer().serialize(name, key);
                byte[] valueBytes =
                        value == null ? null : wire.values(topic).serializer().serialize(name, value);
                var unused = producer.send(
                        new ProducerRecord<>(name, partition, keyBytes, valueBytes), (metadata, failure) -> {
                            if (failure == null) {
                                written.complete(new Written(metadata.partition(), metadata.offset()));
                            } else {
                                written.completeExceptionally(failure);
                            }
                        });
            } catch (RuntimeException | Error e) {
                written.completeExceptionally(e);
            }
        }

        void fail(String why) {
            written.completeExceptionally(new IllegalStateException("nothing written to " + topic + ": " + why));
        }
    }

    /** Where a record went. */
    public record Written(int partition, long offset) {}
}
