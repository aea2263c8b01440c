// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.signals;

import io.tocsin.schemas.origin.Provenance;
import io.tocsin.schemas.recording.RecordedSignal;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.TenantShard;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Writes recorded signals into their topic again, each marked as a replay. */
final class Replay implements AutoCloseable {
    private final Producer<TenantShard, Signal> producer;
    private final AtomicReference<@Nullable Exception> failed = new AtomicReference<>();

    private Replay(Producer<TenantShard, Signal> producer) {
        this.producer = producer;
    }

    static Replay open(Map<String, String> kafka, Wire wire) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, "20");
        properties.remove(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG);
        properties.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
        return new Replay(new KafkaProducer<>(
                properties,
                wire.keys(Topics.SIGNALS).serializer(),
                wire.values(Topics.SIGNALS).serializer()));
    }

    /** Throws {@link KafkaException} where an earlier one was not taken. */
    void write(RecordedSignal recorded) {
        check();
        var unused = producer.send(
                new ProducerRecord<>(
                        Topics.SIGNALS.name(),
                        null,
                        recorded.timestamp().toEpochMilli(),
                        recorded.key(),
                        marked(recorded.signal())),
                (metadata, failure) -> {
                    if (failure != null) {
                        failed.compareAndSet(null, failure);
                    }
                });
    }

    /** Returns when Kafka has them all. */
    void finish() {
        producer.flush();
        check();
    }

    private void check() {
        Exception failure = failed.get();
        if (failure != null) {
            throw new KafkaException(failure.getMessage(), failure);
        }
    }

    static Signal marked(Signal signal) {
        Provenance was = signal.provenance();
        return signal.with(new Provenance(was.correlationId(), was.txn(), was.causedByJti(), true));
    }

    @Override
    public void close() {
        producer.close();
    }
}
