// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.topology;

import io.tocsin.schemas.json.SetClaimsJson;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.secret.Secret;
import io.tocsin.schemas.stream.DeliveryReport;
import io.tocsin.schemas.stream.OutboxEntry;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.topic.DeadLetter;
import io.tocsin.schemas.topic.Topic;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import io.tocsin.transmitter.delivery.Lanes;
import io.tocsin.transmitter.lane.Departures;
import io.tocsin.transmitter.metrics.TransmitterMetrics;
import io.tocsin.transmitter.push.Backoff;
import io.tocsin.transmitter.push.PushOutcome;
import io.tocsin.transmitter.stream.StreamFixture;
import io.tocsin.transmitter.subject.Audience;
import io.tocsin.transmitter.subject.index.Rules;
import io.tocsin.transmitter.subject.index.SubjectIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/**
 * The whole topology with its lanes, on one thread and in time that a test makes; receivers answer as they are told.
 */
final class TopologyRig implements AutoCloseable {
    static final Duration RETENTION = Duration.ofDays(7);
    static final int WINDOW = 8;

    private record Alarm(Instant at, Runnable call) {}

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-10-01T12:00:00.500Z"));
    private final StreamFixture streams = new StreamFixture();
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>(Comparator.comparing(Alarm::at));
    private final Deque<PushOutcome> answers = new ArrayDeque<>();
    private final List<Pushed> pushed = new ArrayList<>();
    private final Wire wire = Wire.open(Map.of());
    private final SubjectIndex subjects = new SubjectIndex(new Rules(Duration.ofHours(24), false, false));
    private final Lanes lanes;
    private final Topology topology;
    private final TopologyTestDriver driver;

    TopologyRig() {
        Departures departures = new Departures(
                streams.index(),
                (entry, before) -> CompletableFuture.completedFuture(
                        SetClaimsJson.write(entry.claims()).toString()),
                (endpoint, authorization, set, attempt) -> {
                    pushed.add(new Pushed(endpoint.getPath().substring(1), set));
                    return CompletableFuture.completedFuture(
                            answers.isEmpty() ? new PushOutcome.Delivered(202) : answers.removeFirst());
                },
                Secret::of,
                (delay, call) -> alarms.add(new Alarm(now().plus(delay), call)),
                now::get,
                new Random(7),
                TransmitterMetrics.NONE,
                WINDOW,
                4,
                new Backoff(Duration.ofMillis(250), Duration.ofSeconds(30)),
                new Backoff(Duration.ofSeconds(8), Duration.ofMinutes(10)),
                Duration.ofSeconds(10));
        lanes = new Lanes(departures, streamId -> 0);
        topology = TransmitterTopology.build(
                wire,
                streams.index(),
                new Audience(streams.index(), subjects),
                lanes,
                RETENTION,
                now::get,
                TransmitterMetrics.NONE);
        Properties config = new Properties();
        config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, "0");
        driver = new TopologyTestDriver(topology, config, now());
    }

    Instant now() {
        return now.get();
    }

    void register(StreamRegistration stream) {
        streams.put(stream);
        lanes.changed(stream);
    }

    SubjectIndex subjects() {
        return subjects;
    }

    void delete(String streamId) {
        streams.remove(streamId);
        lanes.deleted(streamId);
    }

    void answerNext(PushOutcome outcome) {
        answers.addLast(outcome);
    }

    void emit(SecurityEvent event) {
        emitAt(event, now());
    }

    void emitAt(SecurityEvent event, Instant timestamp) {
        input(Topics.EVENTS).pipeInput(event.principal(), event, timestamp);
        advance(Duration.ofMillis(20));
    }

    void outbox(String streamId, @Nullable OutboxEntry entry) {
        input(Topics.OUTBOX).pipeInput(streamId, entry, now());
    }

    /** Time goes by in small steps; what is due happens on the way. */
    void advance(Duration by) {
        Instant end = now().plus(by);
        Duration step = by.compareTo(Duration.ofMinutes(2)) > 0 ? Duration.ofMinutes(1) : Duration.ofMillis(10);
        while (now().isBefore(end)) {
            now.updateAndGet(at -> at.plus(step));
            while (!alarms.isEmpty() && !alarms.peek().at().isAfter(now())) {
                alarms.remove().call().run();
            }
            driver.advanceWallClockTime(step);
        }
    }

    List<Pushed> pushed() {
        return pushed;
    }

    List<DeliveryReport> reports() {
        return output(Topics.DELIVERIES).readValuesToList();
    }

    List<DeadLetter> deadLetters() {
        return output(Topics.DEAD_LETTERS).readValuesToList();
    }

    long pendingCount() {
        KeyValueStore<PendingKey, ?> store = driver.getKeyValueStore(TransmitterTopology.PENDING);
        long count = 0;
        try (var all = store.all()) {
            while (all.hasNext()) {
                all.next();
                count++;
            }
        }
        return count;
    }

    WindowStore<String, FirstSeen> fannedOut() {
        return driver.getWindowStore(TransmitterTopology.FANNED_OUT);
    }

    String description() {
        return topology.describe().toString();
    }

    private <K, V> TestInputTopic<K, V> input(Topic<K, V> topic) {
        return driver.createInputTopic(
                topic.name(), wire.keys(topic).serializer(), wire.values(topic).serializer());
    }

    private <K, V> TestOutputTopic<K, V> output(Topic<K, V> topic) {
        return driver.createOutputTopic(
                topic.name(),
                wire.keys(topic).deserializer(),
                wire.values(topic).deserializer());
    }

    @Override
    public void close() {
        driver.close();
        wire.close();
    }
}
