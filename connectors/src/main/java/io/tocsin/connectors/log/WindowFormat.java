// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.log;

import io.tocsin.connectors.feed.Paging;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Source;
import io.tocsin.connectors.vendor.Ask;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is a vendor's own where it is asked for a window of time. */
public interface WindowFormat extends Source {

    /** The first question of a pass: all records of that time and later, equal times too. */
    Ask ask(Instant from);

    Paging paging();

    /** How late, after newer ones, the vendor may show a record. */
    Duration overlap();

    /** What makes a record another: its id, with the time of its last change where records change. Throws without. */
    String key(JsonAt record);

    /** The time that the question is about; absent where the record has none. */
    @Nullable
    Instant time(JsonAt record);
}
