// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.topology.running;

import io.tocsin.schemas.topic.Wire;
import io.tocsin.transmitter.peer.PeersConfig;
import io.tocsin.transmitter.topology.BoundedRocksDb;
import io.tocsin.transmitter.topology.PoisonRecords;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/** How Kafka Streams is run here: for latency, and at least once. */
public final class StreamsSettings {
    static final String APPLICATION = "tocsin-transmitter";

    private static final int WARMUPS = 8;

    private StreamsSettings() {}

    /** What {@code kafka} says wins, save where a promise depends on it. */
    public static Properties of(Map<String, String> kafka, Path stateDir, Wire wire, @Nullable PeersConfig peers) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 2);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 500);
        // how long a thread without records sleeps, and so how late it hears what lanes have to say
        settings.put(StreamsConfig.POLL_MS_CONFIG, 10);
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        // one record in makes several out; a moment's wait lets them share a request, which costs the broker most
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 1);
        // a process that died is noticed within 6 s, the least that brokers allow unless told otherwise, and the others
        // hear of it, and of one that leaves, by their next heartbeat
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 500);
        if (peers != null) {
            settings.put(StreamsConfig.APPLICATION_SERVER_CONFIG, peers.endpoint());
            settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, peers.standbyReplicas());
            // a new instance gets its share when it has caught up, and the group looks for that once a minute
            settings.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, 60_000);
            settings.put(StreamsConfig.MAX_WARMUP_REPLICAS_CONFIG, WARMUPS);
        }
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
