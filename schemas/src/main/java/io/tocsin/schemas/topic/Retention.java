// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.topic;

import java.time.Duration;

/** How long a topic keeps its records. */
public sealed interface Retention {
    /** The last record of each key, until a tombstone. */
    record Compacted() implements Retention {}

    /** Every record, for this long. */
    record For(Duration time) implements Retention {
        public For {
            if (!time.isPositive()) {
                throw new IllegalArgumentException("retention is " + time + ", expected more than nothing");
            }
        }
    }

    static Retention compacted() {
        return new Compacted();
    }

    static Retention days(int days) {
        return new For(Duration.ofDays(days));
    }
}
