// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.demo.audience;

import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.stream.DeliveryReport;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.topic.Topic;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Looks over the hub's shoulder: what it decided to tell and how each delivery ended, from the moment of the start. */
public final class Watch implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Wire wire;
    private final Thread reader;
    private final Map<String, String> receiverByStream = new HashMap<>();
    private final List<SecurityEvent> events = new ArrayList<>();
    private final List<DeliveryReport> reports = new ArrayList<>();

    private final InstantSource clock;

    private Watch(KafkaConsumer<byte[], byte[]> consumer, Wire wire, InstantSource clock) {
        this.consumer = consumer;
        this.wire = wire;
        this.clock = clock;
        this.reader = Thread.ofPlatform().daemon().name("demo-watch").unstarted(this::read);
    }

    public static Watch start(Map<String, String> kafka, InstantSource clock) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "50");
        Watch watch = new Watch(
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                Wire.open(kafka),
                clock);
        List<TopicPartition> fromNow = watch.partitions(Topics.EVENTS, Topics.DELIVERIES);
        List<TopicPartition> fromStart = watch.partitions(Topics.STREAMS);
        List<TopicPartition> all = new ArrayList<>(fromNow);
        all.addAll(fromStart);
        watch.consumer.assign(all);
        watch.consumer.seekToBeginning(fromStart);
        watch.consumer.seekToEnd(fromNow);
        fromNow.forEach(watch.consumer::position);
        watch.reader.start();
        return watch;
    }

    private List<TopicPartition> partitions(Topic<?, ?>... topics) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (Topic<?, ?> topic : topics) {
            consumer.partitionsFor(topic.name())
                    .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
        }
        return partitions;
    }

    private void read() {
        try {
            while (true) {
                consumer.poll(Duration.ofSeconds(1)).forEach(this::keep);
            }
        } catch (WakeupException closing) {
            consumer.close();
        }
    }

    private synchronized void keep(ConsumerRecord<byte[], byte[]> row) {
        if (row.topic().equals(Topics.STREAMS.name())) {
            StreamRegistration stream = value(Topics.STREAMS, row);
            if (stream != null) {
                receiverByStream.put(stream.streamId(), stream.receiver());
            }
        } else if (row.topic().equals(Topics.EVENTS.name())) {
            SecurityEvent event = value(Topics.EVENTS, row);
            if (event != null && events.stream().noneMatch(known -> known.id().equals(event.id()))) {
                events.add(event);
            }
        } else {
            DeliveryReport report = value(Topics.DELIVERIES, row);
            if (report != null
                    && reports.stream().noneMatch(known -> known.jti().equals(report.jti()))) {
                reports.add(report);
            }
        }
        notifyAll();
    }

    private <V> @Nullable V value(Topic<?, V> topic, ConsumerRecord<byte[], byte[]> row) {
        return wire.values(topic).deserializer().deserialize(topic.name(), row.value());
    }

    /** What the hub has told, each event once, in no particular order. */
    public synchronized List<SecurityEvent> events() {
        return List.copyOf(events);
    }

    /** How the deliveries of one cause ended, by receiver. */
    public synchronized Map<String, DeliveryReport> deliveriesOf(String txn) {
        Map<String, DeliveryReport> byReceiver = new HashMap<>();
        for (DeliveryReport report : reports) {
            if (txn.equals(report.txn())) {
                byReceiver.put(receiverByStream.getOrDefault(report.streamId(), "unknown"), report);
            }
        }
        return byReceiver;
    }

    /** Waits until what was seen is as wished; false if it is not by then. */
    public synchronized boolean await(Predicate<Watch> wish, Duration longest) throws InterruptedException {
        Instant deadline = clock.instant().plus(longest);
        while (!wish.test(this)) {
            long left = Duration.between(clock.instant(), deadline).toMillis();
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        wire.close();
    }
}
