// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bytes that are no record of ours go to the dead letters, and the rest of the partition goes on. */
public final class UnreadableRecords implements DeserializationExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(UnreadableRecords.class);

    private @Nullable DeadLetterRecords letters;

    @Override
    public void configure(Map<String, ?> settings) {
        letters = DeadLetterRecords.from(settings);
    }

    @Override
    public Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
        if (exception instanceof RetriableException) {
            // a registry that does not answer says nothing of the record
            return Response.fail();
        }
        log.warn(
                "{}-{}@{} cannot be read and is a dead letter now",
                record.topic(),
                record.partition(),
                record.offset());
        return Response.resume(
                List.of(Objects.requireNonNull(letters).of(context, record.key(), record.value(), exception)));
    }
}
