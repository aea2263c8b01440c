// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.topology;

import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.stream.DeliveryReport;
import io.tocsin.schemas.stream.OutboxEntry;
import io.tocsin.schemas.stream.StatusSource;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.stream.StreamState;
import io.tocsin.schemas.stream.StreamStatus;
import io.tocsin.schemas.topic.DeadLetter;
import io.tocsin.schemas.topic.Topic;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import io.tocsin.transmitter.delivery.FailingStreams;
import io.tocsin.transmitter.delivery.Holding;
import io.tocsin.transmitter.delivery.Lanes;
import io.tocsin.transmitter.lane.Bench;
import io.tocsin.transmitter.lane.Departures;
import io.tocsin.transmitter.lane.failing.LaneHealth;
import io.tocsin.transmitter.metrics.TransmitterMetrics;
import io.tocsin.transmitter.pending.PendingKey;
import io.tocsin.transmitter.push.PushOutcome;
import io.tocsin.transmitter.stream.StatusChanges;
import io.tocsin.transmitter.stream.StreamWrites;
import io.tocsin.transmitter.stream.Streams;
import io.tocsin.transmitter.subject.Audience;
import io.tocsin.transmitter.subject.index.Rules;
import io.tocsin.transmitter.subject.index.SubjectIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
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

    static final int HELD = 40;

    private final Bench bench = new Bench(Instant.parse("2026-10-01T12:00:00.500Z"));
    private final Deque<PushOutcome> answers = new ArrayDeque<>();
    private PushOutcome otherwise = new PushOutcome.Delivered(202);
    private final List<Pushed> pushed = new ArrayList<>();
    private final Wire wire = Wire.open(Map.of());
    private final SubjectIndex subjects = new SubjectIndex(new Rules(Duration.ofHours(24), false, false));
    private final StatusChanges statuses;
    private int stopsDone;
    private final Lanes lanes;
    private final Topology topology;
    private final TopologyTestDriver driver;

    TopologyRig() {
        this(receiver -> false);
    }

    TopologyRig(Predicate<String> collapse) {
        Departures departures = bench.departures(
                WINDOW,
                collapse,
                (endpoint, authorization, set, attempt) -> {
                    pushed.add(new Pushed(endpoint.getPath().substring(1), set));
                    return CompletableFuture.completedFuture(answers.isEmpty() ? otherwise : answers.removeFirst());
                },
                TransmitterMetrics.NONE);
        lanes = new Lanes(departures, new Holding(RETENTION, HELD), streamId -> 0);
        StreamWrites writes = new Writes();
        statuses = new StatusChanges(new Streams(bench.streams().index(), writes), writes, this::now);
        topology = TransmitterTopology.build(
                wire,
                bench.streams().index(),
                new Audience(bench.streams().index(), subjects),
                lanes,
                RETENTION,
                this::now,
                TransmitterMetrics.NONE);
        Properties config = new Properties();
        config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, "0");
        driver = new TopologyTestDriver(topology, config, now());
    }

    /** Straight into the topology and the registry, in the order in which they are made. */
    private final class Writes implements StreamWrites {
        @Override
        public CompletableFuture<Void> register(String streamId, @Nullable StreamRegistration stream) {
            if (stream == null) {
                delete(streamId);
            } else {
                TopologyRig.this.register(stream);
            }
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> enqueue(String streamId, @Nullable OutboxEntry entry) {
            outbox(streamId, entry);
            return CompletableFuture.completedFuture(null);
        }
    }

    Instant now() {
        return bench.now();
    }

    void register(StreamRegistration stream) {
        bench.streams().put(stream);
        lanes.changed(stream);
    }

    SubjectIndex subjects() {
        return subjects;
    }

    void delete(String streamId) {
        bench.streams().remove(streamId);
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
        Duration step = by.compareTo(Duration.ofMinutes(20)) > 0
                ? Duration.ofMinutes(1)
                : Duration.ofMillis(by.compareTo(Duration.ofSeconds(30)) > 0 ? 1_000 : 10);
        while (now().isBefore(end)) {
            bench.advance(step);
            driver.advanceWallClockTime(step);
            for (Bench.Stop asked :
                    List.copyOf(bench.stops().subList(stopsDone, bench.stops().size()))) {
                stopsDone++;
                FailingStreams failing = new FailingStreams(statuses);
                var unused = switch (asked) {
                    case Bench.Stop.Pause pause -> failing.pause(pause.streamId(), pause.reason());
                    case Bench.Stop.Resume resume -> failing.resume(resume.streamId(), resume.reason());
                    case Bench.Stop.Over over -> failing.over(over.streamId());
                };
            }
        }
    }

    /** As whoever may set it does, with its announcement. */
    void setStatus(String streamId, StreamStatus status, @Nullable String reason, StatusSource by) {
        statuses.set(streamId, status, reason, by).join();
    }

    StreamState state(String streamId) {
        return bench.streams().index().byId(streamId).orElseThrow().state();
    }

    Optional<LaneHealth> health(String streamId) {
        return lanes.health(streamId);
    }

    /** What receivers answer when nothing else is said. */
    void answerAlways(PushOutcome outcome) {
        otherwise = outcome;
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
