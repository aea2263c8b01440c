// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.backtest;

import io.tocsin.hub.part.StartException;
import io.tocsin.hub.run.HubConfig;
import io.tocsin.hub.signals.SignalsTopic;
import io.tocsin.schemas.recording.RecordedSignal;
import io.tocsin.schemas.recording.RecordingReader;
import io.tocsin.schemas.topic.Wire;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Where a backtest's signals come from. */
interface Source extends AutoCloseable {
    /** The next one, nothing at the end. */
    @Nullable
    RecordedSignal next();

    /** How much has been read, 0 to 1. */
    double progress();

    /** Time goes on up to then, though no signal says so. */
    Instant until();

    String words();

    @Override
    void close();

    /** The part of a file that is asked for. */
    static Source file(Path file, @Nullable String tenant, @Nullable Instant from, @Nullable Instant to) {
        RecordingReader reader = RecordingReader.open(file);
        return new Source() {
            @Override
            public @Nullable RecordedSignal next() {
                for (RecordedSignal next = reader.next(); next != null; next = reader.next()) {
                    if (to != null && !next.timestamp().isBefore(to)) {
                        return null;
                    }
                    boolean late = from == null || !next.timestamp().isBefore(from);
                    if (late && (tenant == null || tenant.equals(next.key().tenant()))) {
                        return next;
                    }
                }
                return null;
            }

            @Override
            public double progress() {
                return reader.progress();
            }

            @Override
            public Instant until() {
                Instant end = reader.about().to();
                return (to != null && to.isBefore(end) ? to : end).minusMillis(1);
            }

            @Override
            public String words() {
                return "of " + file.getFileName() + " (" + reader.about().origin() + ")";
            }

            @Override
            public void close() {
                reader.close();
            }
        };
    }

    /** What lies in a hub's topic. */
    static Source topic(HubConfig hub, @Nullable String tenant, Instant from, Instant to) {
        Map<String, String> kafka = hub.clientProperties();
        Wire wire = Wire.open(kafka);
        try {
            SignalsTopic topic = SignalsTopic.open(kafka, wire, tenant, from, to);
            return new Source() {
                @Override
                public @Nullable RecordedSignal next() {
                    return topic.next();
                }

                @Override
                public double progress() {
                    return topic.progress();
                }

                @Override
                public Instant until() {
                    return to.minusMillis(1);
                }

                @Override
                public String words() {
                    return "of topic signals";
                }

                @Override
                public void close() {
                    topic.close();
                    wire.close();
                }
            };
        } catch (KafkaException e) {
            wire.close();
            throw new StartException("Kafka cannot be read: " + e.getMessage(), e);
        }
    }
}
