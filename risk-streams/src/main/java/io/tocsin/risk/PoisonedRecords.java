// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A record whose content no rule of ours accepts goes to the dead letters, and the rest goes on. Anything else that is
 * thrown is a bug of ours or the trouble of Kafka: the thread ends, and what it had not committed is processed again.
 */
public final class PoisonedRecords implements ProcessingExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(PoisonedRecords.class);

    private @Nullable DeadLetterRecords letters;

    @Override
    public void configure(Map<String, ?> settings) {
        letters = DeadLetterRecords.from(settings);
    }

    @Override
    public Response handleError(ErrorHandlerContext context, @Nullable Record<?, ?> record, Exception exception) {
        // a punctuation has no record at hand
        if (record == null || !(exception instanceof IllegalArgumentException)) {
            return Response.fail();
        }
        log.warn(
                "{}-{}@{} is refused by {} and is a dead letter now",
                context.topic(),
                context.partition(),
                context.offset(),
                context.processorNodeId());
        return Response.resume(List.of(Objects.requireNonNull(letters)
                .of(context, context.sourceRawKey(), context.sourceRawValue(), exception)));
    }
}
