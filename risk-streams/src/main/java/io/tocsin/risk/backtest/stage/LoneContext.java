// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.backtest.stage;

import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * What a processor sees of Kafka Streams where there is none. Time is that of the records; what is scheduled by the
 * wall clock never comes, because nothing that is decided may depend on it.
 */
final class LoneContext implements ProcessorContext<Object, Object>, InstantSource {
    private final Map<String, StateStore> stores = new HashMap<>();
    private final Outlet outlet;
    private long streamTime = -1;

    /** Where records go, by the name of the node. */
    interface Outlet {
        void take(Record<?, ?> record, String node);
    }

    LoneContext(List<? extends StateStore> stores, Outlet outlet) {
        stores.forEach(store -> this.stores.put(store.name(), store));
        this.outlet = outlet;
    }

    void at(long timestamp) {
        streamTime = Math.max(streamTime, timestamp);
    }

    @Override
    public <K, V> void forward(Record<K, V> record) {
        throw new IllegalStateException("forwarded to every node, expected one by its name");
    }

    @Override
    public <K, V> void forward(Record<K, V> record, String node) {
        outlet.take(record, node);
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as in Kafka Streams: a name says what a store is
    public <S extends StateStore> S getStateStore(String name) {
        StateStore store = stores.get(name);
        if (store == null) {
            throw new IllegalStateException("no store " + name + " in a backtest, there are " + stores.keySet());
        }
        return (S) store;
    }

    @Override
    public Cancellable schedule(Duration interval, PunctuationType type, Punctuator punctuator) {
        return switch (type) {
            case WALL_CLOCK_TIME -> () -> {};
            case STREAM_TIME -> throw new IllegalStateException("stream time moves by records alone in a backtest");
        };
    }

    @Override
    public Cancellable schedule(Instant start, Duration interval, PunctuationType type, Punctuator punctuator) {
        return schedule(interval, type, punctuator);
    }

    @Override
    public void commit() {}

    @Override
    public String applicationId() {
        return "tocsin-backtest";
    }

    @Override
    public TaskId taskId() {
        return new TaskId(0, 0);
    }

    @Override
    public Optional<RecordMetadata> recordMetadata() {
        return Optional.empty();
    }

    @Override
    public long currentSystemTimeMs() {
        return streamTime;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(streamTime);
    }

    @Override
    public long currentStreamTimeMs() {
        return streamTime;
    }

    @Override
    public Map<String, Object> appConfigs() {
        return Map.of();
    }

    @Override
    public Map<String, Object> appConfigsWithPrefix(String prefix) {
        return Map.of();
    }

    @Override
    public Serde<?> keySerde() {
        throw none("serde");
    }

    @Override
    public Serde<?> valueSerde() {
        throw none("serde");
    }

    @Override
    public File stateDir() {
        throw none("state directory");
    }

    @Override
    public StreamsMetrics metrics() {
        throw none("metrics");
    }

    private static UnsupportedOperationException none(String what) {
        return new UnsupportedOperationException("no " + what + " in a backtest");
    }
}
