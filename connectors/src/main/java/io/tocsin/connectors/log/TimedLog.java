// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.log;

import com.fasterxml.jackson.core.JsonPointer;
import io.tocsin.connectors.feed.Paging;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.Batch;
import io.tocsin.connectors.mapping.EventTime;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.mapping.RecordMapper;
import io.tocsin.connectors.vendor.Ask;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A log that is asked for by time: where a vendor keeps what, and what its records mean.
 *
 * @param question all records of a time and later
 * @param list where the records stand in an answer
 * @param id where a record's id stands
 * @param time where the time stands that the question is about, in ISO 8601
 * @param changing whether records change after they were first shown: each change is then a record of its own
 */
public record TimedLog(
        Function<Instant, Ask> question,
        Paging paging,
        JsonPointer list,
        JsonPointer id,
        JsonPointer time,
        boolean changing,
        Duration overlap,
        RecordMapper mapper)
        implements WindowFormat {

    @Override
    public Ask ask(Instant from) {
        return question.apply(from);
    }

    @Override
    public Batch records(JsonAt body) {
        return Batch.of(body, list);
    }

    @Override
    public String key(JsonAt record) {
        String known = record.at(id).requireId();
        return changing ? known + "@" + record.at(time).requireText() : known;
    }

    @Override
    public @Nullable Instant time(JsonAt record) {
        return EventTime.iso(record.at(time));
    }

    @Override
    public Mapped map(JsonAt record, Arrival arrival) {
        return mapper.map(record, arrival);
    }
}
