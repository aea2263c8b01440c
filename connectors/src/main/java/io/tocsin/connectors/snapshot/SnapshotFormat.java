// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.snapshot;

import io.tocsin.connectors.feed.FeedId;
import io.tocsin.connectors.feed.Paging;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.Batch;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.vendor.Ask;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is a vendor's own where it says how things are, and not what happened. */
public interface SnapshotFormat {

    /** The first question of a pass. */
    Ask ask();

    Paging paging();

    Batch records(JsonAt body);

    /** Which row it is. Throws where the record does not say. */
    String id(JsonAt record);

    /** The part of a record that is kept and compared, as JSON; without what changes while nothing happens. */
    String content(JsonAt record);

    /** The same beside the content kept before, where there is some: for what wavers while nothing happens. */
    default String content(@Nullable JsonAt before, JsonAt record) {
        return content(record);
    }

    /** A row that was not there before; in the first pass every row is such, and nothing has happened. */
    Mapped appeared(JsonAt row, Moment moment);

    /** A row whose content changed. {@code before} is content, {@code row} the whole record. */
    Mapped changed(JsonAt before, JsonAt row, Moment moment);

    /** A row that two whole passes did not find. */
    Mapped gone(JsonAt before, Moment moment);

    /**
     * When a difference was found.
     *
     * @param baseline whether this is the first pass
     * @param pass the number of the pass before: what makes a difference another than the same one found earlier
     * @param previous when that pass ended: the earliest time at which it can have happened
     */
    record Moment(
            FeedId feed,
            Arrival arrival,
            boolean baseline,
            long pass,
            @Nullable Instant previous) {}
}
