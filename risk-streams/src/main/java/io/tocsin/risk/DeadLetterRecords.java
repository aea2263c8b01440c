// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.schemas.topic.DeadLetter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;

/** Records that could not be used, as dead letters. Handed to Kafka's handlers, which make themselves, by a setting. */
final class DeadLetterRecords {
    static final String SETTING = "tocsin.dead.letters";

    private static final byte[] NOTHING = {};

    private final Wire wire;

    DeadLetterRecords(Wire wire) {
        this.wire = wire;
    }

    static DeadLetterRecords from(Map<String, ?> settings) {
        if (settings.get(SETTING) instanceof DeadLetterRecords records) {
            return records;
        }
        throw new IllegalStateException("setting " + SETTING + " is missing");
    }

    ProducerRecord<byte[], byte[]> of(
            ErrorHandlerContext context, byte @Nullable [] key, byte @Nullable [] value, Exception why) {
        String text = key == null ? "" : new String(key, UTF_8);
        DeadLetter letter = new DeadLetter(
                "risk:" + context.processorNodeId(),
                context.topic() + "-" + context.partition() + "@" + context.offset() + ": " + reason(why),
                value == null ? NOTHING : value,
                "application/avro",
                Instant.ofEpochMilli(Math.max(0, context.timestamp())));
        return new ProducerRecord<>(
                Topics.DEAD_LETTERS.name(),
                wire.keys(Topics.DEAD_LETTERS).serializer().serialize(Topics.DEAD_LETTERS.name(), text),
                wire.values(Topics.DEAD_LETTERS).serializer().serialize(Topics.DEAD_LETTERS.name(), letter));
    }

    private static String reason(Throwable why) {
        Throwable root = why;
        for (Throwable cause = why; cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
