// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.topology;

import static java.util.Objects.requireNonNullElse;

import io.tocsin.schemas.topic.DeadLetter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A record that cannot be read becomes a dead letter; what comes after it is not held up. Made by Kafka Streams. */
public final class PoisonRecords implements DeserializationExceptionHandler {
    /** The property that holds the {@link Wire}. */
    public static final String WIRE = "tocsin.wire";

    private static final byte[] NOTHING = {};
    private static final Logger LOG = LoggerFactory.getLogger(PoisonRecords.class);

    private @Nullable Wire wire;

    @Override
    public void configure(Map<String, ?> configs) {
        wire = (Wire) configs.get(WIRE);
    }

    @Override
    public Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
        String origin = record.topic() + "-" + record.partition() + "@" + record.offset();
        LOG.error("record {} cannot be read, set aside as a dead letter", origin, exception);
        if (wire == null) {
            return Response.resume();
        }
        DeadLetter letter = new DeadLetter(
                origin,
                "not a record of this topic: " + exception.getMessage(),
                requireNonNullElse(record.value(), NOTHING),
                "application/octet-stream",
                Instant.ofEpochMilli(record.timestamp()));
        byte[] value = wire.values(Topics.DEAD_LETTERS).serializer().serialize(Topics.DEAD_LETTERS.name(), letter);
        return Response.resume(List.of(
                new ProducerRecord<>(Topics.DEAD_LETTERS.name(), requireNonNullElse(record.key(), NOTHING), value)));
    }
}
