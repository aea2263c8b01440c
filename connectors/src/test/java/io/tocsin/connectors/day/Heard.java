// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.day;

import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.TenantShard;
import io.tocsin.schemas.topic.Topic;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** All that a reader of what is committed finds in {@code signals}. */
final class Heard {
    /** As the events of the day are named. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]+-\\d{8}");

    private final List<Signal> signals;
    private final long deadLetters;
    private final Map<String, Set<String>> ids = new HashMap<>();
    private final Map<String, Integer> times = new HashMap<>();

    private Heard(List<Signal> signals, long deadLetters) {
        this.signals = signals;
        this.deadLetters = deadLetters;
        for (Signal signal : signals) {
            Matcher name = NAME.matcher(String.valueOf(signal.source().eventId()));
            if (name.find()) {
                ids.computeIfAbsent(name.group(), each -> new HashSet<>()).add(signal.id());
                times.merge(name.group(), 1, Integer::sum);
            }
        }
    }

    static Heard of(Map<String, String> kafka, Wire wire, String tenant) {
        List<Signal> signals = new ArrayList<>();
        long letters = read(kafka, wire, Topics.DEAD_LETTERS).size();
        for (Map.Entry<TenantShard, Signal> each : read(kafka, wire, Topics.SIGNALS)) {
            if (each.getKey().tenant().equals(tenant)) {
                signals.add(each.getValue());
            }
        }
        return new Heard(signals, letters);
    }

    private static <K, V> List<Map.Entry<K, V>> read(Map<String, String> kafka, Wire wire, Topic<K, V> topic) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put("isolation.level", "read_committed");
        TopicPartition partition = new TopicPartition(topic.name(), 0);
        List<Map.Entry<K, V>> all = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                properties, wire.keys(topic).deserializer(), wire.values(topic).deserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> all.add(Map.entry(record.key(), record.value())));
            }
        }
        return all;
    }

    void forget() {
        signals.clear();
        ids.clear();
        times.clear();
    }

    int count() {
        return signals.size();
    }

    long deadLetters() {
        return deadLetters;
    }

    long gaps() {
        return signals.stream()
                .filter(signal -> signal.type() == SignalType.SOURCE_GAP)
                .count();
    }

    /** Whether a connector said that what was told at that time may be missing. */
    boolean isInGap(String connector, Instant told) {
        return signals.stream()
                .filter(signal -> signal.type() == SignalType.SOURCE_GAP
                        && signal.source().connector().equals(connector))
                .anyMatch(gap -> !told.isBefore(
                                Instant.parse(String.valueOf(gap.attributes().get("from"))))
                        && !told.isAfter(
                                Instant.parse(String.valueOf(gap.attributes().get("to")))));
    }

    /** The ids of the signals of each event. */
    Map<String, Set<String>> ids() {
        return ids;
    }

    /** How many records there are of an event. */
    int times(String event) {
        return times.getOrDefault(event, 0);
    }

    /** How many changes of a list were told, each record counted. */
    int changes(Register register) {
        return Math.toIntExact(signals.stream()
                .filter(signal -> signal.source().connector().equals(register.connector())
                        && signal.source().family().equals(register.family())
                        && register.told().contains(signal.type()))
                .count());
    }
}
