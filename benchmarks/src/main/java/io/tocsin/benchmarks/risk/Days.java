// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.risk;

import io.tocsin.risk.company.Month;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.TenantShard;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The first signals of a made-up company's days, as bytes: what is measured does not make them. */
final class Days {
    private final List<byte[]> keys = new ArrayList<>();
    private final List<byte[]> values = new ArrayList<>();
    private final List<Instant> times = new ArrayList<>();

    /** The company has had enough; its days go on without being heard. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;

        Enough() {
            super(null, null, false, false);
        }
    }

    static Days of(long seed, int users, int signals, LocalDate first, Wire wire) {
        Days days = new Days();
        try {
            Month.of(seed, users, 7, first)
                    .live(
                            recorded -> {
                                if (days.values.size() == signals) {
                                    throw new Enough();
                                }
                                days.add(recorded.signal(), wire);
                            },
                            day -> {});
        } catch (Enough enough) {
            return days;
        }
        throw new IllegalStateException("a week of " + users + " people is " + days.values.size()
                + " signals, expected at least " + signals + "; give it more people");
    }

    private void add(Signal signal, Wire wire) {
        String topic = Topics.SIGNALS.name();
        keys.add(wire.keys(Topics.SIGNALS)
                .serializer()
                .serialize(topic, new TenantShard(signal.source().tenant(), 0)));
        values.add(wire.values(Topics.SIGNALS).serializer().serialize(topic, signal));
        times.add(signal.times().ingested());
    }

    int size() {
        return values.size();
    }

    /** Writes them to {@code signals}, and returns when the broker has them all. */
    void write(Map<String, String> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("linger.ms", "20");
        settings.put("batch.size", "262144");
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < values.size(); i++) {
                var unused = producer.send(
                        new ProducerRecord<>(
                                Topics.SIGNALS.name(), 0, times.get(i).toEpochMilli(), keys.get(i), values.get(i)),
                        (written, problem) -> failure.compareAndSet(null, problem));
            }
            producer.flush();
        }
        if (failure.get() != null) {
            throw new IllegalStateException("signals were not written", failure.get());
        }
    }
}
