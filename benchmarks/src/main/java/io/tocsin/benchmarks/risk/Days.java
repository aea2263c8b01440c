// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.risk;

import io.tocsin.risk.company.Month;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.TenantShard;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The first signals of a made-up company's days, as bytes in a file: what is measured neither makes them nor shares its
 * heap with them.
 */
final class Days {
    private final Path file;
    private int size;

    /** The company has had enough; its days go on without being heard. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;

        Enough() {
            super(null, null, false, false);
        }
    }

    private Days(Path file) {
        this.file = file;
    }

    /** @param file is made, or written over */
    static Days in(Path file, long seed, int users, int signals, LocalDate first, Wire wire) throws IOException {
        Days days = new Days(file);
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            Month.of(seed, users, 7, first)
                    .live(
                            recorded -> {
                                if (days.size == signals) {
                                    throw new Enough();
                                }
                                days.add(recorded.signal(), wire, out);
                            },
                            day -> {});
        } catch (Enough enough) {
            return days;
        }
        throw new IllegalStateException("a week of " + users + " people is " + days.size
                + " signals, expected at least " + signals + "; give it more people");
    }

    private void add(Signal signal, Wire wire, DataOutputStream out) {
        String topic = Topics.SIGNALS.name();
        byte[] key = wire.keys(Topics.SIGNALS)
                .serializer()
                .serialize(topic, new TenantShard(signal.source().tenant(), 0));
        byte[] value = wire.values(Topics.SIGNALS).serializer().serialize(topic, signal);
        try {
            out.writeLong(signal.times().ingested().toEpochMilli());
            out.writeInt(key.length);
            out.write(key);
            out.writeInt(value.length);
            out.write(value);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
        size++;
    }

    int size() {
        return size;
    }

    /** Writes them to {@code signals}, and returns when the broker has them all. */
    void write(Map<String, String> kafka) throws IOException {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("linger.ms", "20");
        settings.put("batch.size", "262144");
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < size; i++) {
                long at = in.readLong();
                byte[] key = in.readNBytes(in.readInt());
                byte[] value = in.readNBytes(in.readInt());
                var unused = producer.send(
                        new ProducerRecord<>(Topics.SIGNALS.name(), 0, at, key, value),
                        (written, problem) -> failure.compareAndSet(null, problem));
            }
            producer.flush();
        }
        if (failure.get() != null) {
            throw new IllegalStateException("signals were not written", failure.get());
        }
    }
}
