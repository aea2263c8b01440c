// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.action;

import io.tocsin.schemas.event.CaepEvent;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.event.RiscEvent;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the revocations of topic {@code events} as a member of a consumer group, at least once: its place moves when
 * the listener is done with what was read.
 */
final class Revocations implements AutoCloseable {
    static final String GROUP = "tocsin-actions";

    private static final Logger LOG = LoggerFactory.getLogger(Revocations.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** Who is told; on the reading thread, which it may keep for a while. */
    interface Listener {
        /** This process owns these partitions from now on. May throw, and is told again. */
        void owned(Collection<Integer> partitions) throws InterruptedException;

        void lost(Collection<Integer> partitions);

        /** Returns when it is safe. May throw, and is told again. */
        void revoked(int partition, SecurityEvent event) throws InterruptedException;

        /** Waits until all that was told is safe. */
        void settle() throws InterruptedException;
    }

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Deserializer<SecurityEvent> values;
    private final Listener listener;
    private final CountDownLatch closing = new CountDownLatch(1);
    /** Partitions whose listener does not know yet. */
    private final Set<Integer> arrived = new HashSet<>();
    /** Whether it has its share, be it none. */
    private boolean rebalanced;
    /** Up to where all is written down. */
    private final Map<TopicPartition, Long> safe = new HashMap<>();

    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Thread reader;

    Revocations(Map<String, String> kafka, Wire wire, Listener listener) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, GROUP);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        // as soon as brokers allow by default another one acts for one that was killed
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "6000");
        // a hub that begins to act does not act on last week's revocations
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        this.consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.values = wire.values(Topics.EVENTS).deserializer();
        this.listener = listener;
        this.reader = Thread.ofPlatform()
                .name("actions")
                .daemon()
                .uncaughtExceptionHandler((thread, error) -> gaveUp(error))
                .start(this::read);
    }

    static boolean isRevocation(Event event) {
        return event instanceof CaepEvent.SessionRevoked || event instanceof RiscEvent.SessionsRevoked;
    }

    private void gaveUp(Throwable error) {
        LOG.error("actions cannot go on", error);
        ended.completeExceptionally(new IllegalStateException("actions gave up: " + error, error));
    }

    /** Completes with why, should nothing be read any more although nobody closed this. */
    CompletionStage<Void> ended() {
        return ended;
    }

    private void read() {
        try (consumer) {
            consumer.subscribe(List.of(Topics.EVENTS.name()), new Rebalance());
            while (closing.getCount() > 0) {
                try {
                    pollOnce();
                } catch (WakeupException e) {
                    LOG.debug("woken to close");
                } catch (RuntimeException e) {
                    LOG.warn("revocations cannot be read or written down, trying again", e);
                    rewind();
                    closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pollOnce() throws InterruptedException {
        ConsumerRecords<byte[], byte[]> batch = consumer.poll(POLL);
        batch.partitions()
                .forEach(partition -> safe.putIfAbsent(
                        partition, batch.records(partition).getFirst().offset()));
        if (rebalanced) {
            // known before anybody counts on it: where a new group begins is the end of the topic
            consumer.assignment().forEach(partition -> safe.putIfAbsent(partition, consumer.position(partition)));
            listener.owned(List.copyOf(arrived));
            arrived.clear();
            rebalanced = false;
        }
        for (ConsumerRecord<byte[], byte[]> read : batch) {
            SecurityEvent event = event(read);
            if (event != null && isRevocation(event.event())) {
                listener.revoked(read.partition(), event);
            }
        }
        listener.settle();
        // also of a partition that brought nothing yet: its place is kept from the beginning
        consumer.commitSync();
        consumer.assignment().forEach(partition -> safe.put(partition, consumer.position(partition)));
    }

    private @Nullable SecurityEvent event(ConsumerRecord<byte[], byte[]> read) {
        try {
            return read.value() == null ? null : values.deserialize(read.topic(), read.value());
        } catch (RuntimeException e) {
            LOG.error("record {}-{}@{} cannot be read, left out", read.topic(), read.partition(), read.offset(), e);
            return null;
        }
    }

    /** What was read and is not safe is read again. */
    private void rewind() {
        safe.forEach((partition, place) -> {
            if (consumer.assignment().contains(partition)) {
                consumer.seek(partition, place);
            }
        });
    }

    @Override
    public void close() {
        closing.countDown();
        consumer.wakeup();
        try {
            reader.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Rebalance implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            rebalanced = true;
            arrived.addAll(numbers(partitions));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            arrived.removeAll(numbers(partitions));
            safe.keySet().removeAll(partitions);
            listener.lost(numbers(partitions));
        }

        private List<Integer> numbers(Collection<TopicPartition> partitions) {
            return partitions.stream().map(TopicPartition::partition).toList();
        }
    }
}
