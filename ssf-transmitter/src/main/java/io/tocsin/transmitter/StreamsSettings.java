// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter;

import io.tocsin.schemas.topic.Wire;
import io.tocsin.transmitter.topology.BoundedRocksDb;
import io.tocsin.transmitter.topology.PoisonRecords;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** How Kafka Streams is run here: for latency, and at least once. */
final class StreamsSettings {
    private StreamsSettings() {}

    /** What {@code kafka} says wins, save where a promise depends on it. */
    static Properties of(Map<String, String> kafka, Path stateDir, Wire wire) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "tocsin-transmitter");
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 2);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 500);
        // how long a thread without records sleeps, and so how late it hears what lanes have to say
        settings.put(StreamsConfig.POLL_MS_CONFIG, 10);
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        // one record in makes several out; a moment's wait lets them share a request, which costs the broker most
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 1);
        // a process that died is noticed within 6 s, and its streams are delivered by another
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_500);
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        settings.putAll(kafka);
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.ACKS_CONFIG), "all");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        settings.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, PoisonRecords.class);
        settings.put(PoisonRecords.WIRE, wire);
        Properties properties = new Properties();
        properties.putAll(settings);
        return properties;
    }
}
