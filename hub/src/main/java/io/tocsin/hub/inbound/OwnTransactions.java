// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.inbound;

import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@code txn} of what this hub told lately, on whichever instance: whoever acts on a SET and tells of that by a SET
 * of its own keeps the {@code txn} (RFC 8417 §2.2), which shows that our own word comes back.
 */
final class OwnTransactions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OwnTransactions.class);
    /** Longer than a transmitter keeps trying usually. */
    private static final Duration KEPT = Duration.ofHours(6);

    private static final int LIMIT = 200_000;
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, Object> kafka;
    private final Deserializer<SecurityEvent> events;
    private final InstantSource clock;
    private final Set<String> known = new LinkedHashSet<>();
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread reader =
            Thread.ofPlatform().name("inbound-own-events").daemon().unstarted(this::read);
    private volatile @Nullable Consumer<byte[], byte[]> reading;

    private OwnTransactions(Map<String, String> kafka, Wire wire, InstantSource clock) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.put(ConsumerConfig.CLIENT_ID_CONFIG, "tocsin-inbound-own-events");
        this.kafka.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        this.kafka.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.events = wire.values(Topics.EVENTS).deserializer();
        this.clock = clock;
    }

    /**
     * Follows the topic of events from now on; returns when it knows those of the last hours.
     *
     * @throws IllegalStateException if they cannot be read in half a minute
     */
    static OwnTransactions follow(Map<String, String> kafka, Wire wire, InstantSource clock)
            throws InterruptedException {
        OwnTransactions own = new OwnTransactions(kafka, wire, clock);
        own.reader.start();
        if (!own.caughtUp.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            own.close();
            throw new IllegalStateException("the events of the last hours could not be read within " + PATIENCE);
        }
        return own;
    }

    /** Did this hub tell of it? */
    boolean contains(String txn) {
        synchronized (known) {
            return known.contains(txn);
        }
    }

    private void read() {
        while (stopping.getCount() > 0) {
            try (Consumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                reading = consumer;
                follow(consumer);
            } catch (WakeupException closing) {
                LOG.trace("No longer followed", closing);
            } catch (RuntimeException e) {
                LOG.warn("The topic of events cannot be read; begun anew in {}", AGAIN, e);
                rest();
            }
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.EVENTS.name()).stream()
                .map(found -> new TopicPartition(found.topic(), found.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        long since = clock.instant().minus(KEPT).toEpochMilli();
        Map<TopicPartition, OffsetAndTimestamp> starts =
                consumer.offsetsForTimes(partitions.stream().collect(Collectors.toMap(p -> p, p -> since)));
        Set<TopicPartition> behind = new HashSet<>(partitions);
        ends.forEach((partition, end) -> {
            OffsetAndTimestamp start = starts.get(partition);
            consumer.seek(partition, start == null ? end : start.offset());
        });
        while (stopping.getCount() > 0) {
            behind.removeIf(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
            if (behind.isEmpty()) {
                caughtUp.countDown();
            }
            for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
                add(found);
            }
        }
    }

    private void add(ConsumerRecord<byte[], byte[]> found) {
        try {
            SecurityEvent event = found.value() == null ? null : events.deserialize(found.topic(), found.value());
            if (event != null) {
                add(event.txn());
            }
        } catch (RuntimeException e) {
            LOG.warn("Event {}-{}@{} cannot be read, left out", found.topic(), found.partition(), found.offset());
        }
    }

    private void add(String txn) {
        synchronized (known) {
            known.add(txn);
            if (known.size() > LIMIT) {
                Iterator<String> oldest = known.iterator();
                oldest.next();
                oldest.remove();
            }
        }
    }

    private void rest() {
        try {
            boolean stop = stopping.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
            LOG.trace("Reads on, stopping: {}", stop);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
    }

    @Override
    public void close() {
        stopping.countDown();
        Consumer<byte[], byte[]> consumer = reading;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
