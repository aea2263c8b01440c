// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.KafkaStreams;

/**
 * The metrics that Kafka's clients keep of themselves, under the names that Micrometer gives them:
 * {@code kafka.stream.…} and those of the consumers and producers within, {@code kafka.consumer.…},
 * {@code kafka.producer.…}.
 */
public final class KafkaMeters implements AutoCloseable {
    private final MeterRegistry registry;
    private final Deque<Runnable> bound = new ArrayDeque<>();

    KafkaMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Of a topology, as long as this is open. */
    public void of(KafkaStreams streams) {
        KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(streams);
        metrics.bindTo(registry);
        bound.push(metrics::close);
    }

    /** Of a consumer, as long as this is open. */
    public void of(Consumer<?, ?> consumer) {
        KafkaClientMetrics metrics = new KafkaClientMetrics(consumer);
        metrics.bindTo(registry);
        bound.push(metrics::close);
    }

    /** Of a producer, as long as this is open. */
    public void of(Producer<?, ?> producer) {
        KafkaClientMetrics metrics = new KafkaClientMetrics(producer);
        metrics.bindTo(registry);
        bound.push(metrics::close);
    }

    @Override
    public void close() {
        while (!bound.isEmpty()) {
            bound.pop().run();
        }
    }
}
