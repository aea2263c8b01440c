// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session with a vendor.
 *
 * @param format of the file; {@value #FORMAT}
 * @param at when it was recorded (ISO 8601)
 * @param connector the connector's configuration, as a hub's file has it under {@code polls}
 */
public record Recording(int format, String at, JsonNode connector, List<FeedRecording> feeds) {
    public static final int FORMAT = 1;

    public Recording {
        if (format != FORMAT) {
            throw new IllegalArgumentException("format is " + format + ", expected " + FORMAT);
        }
        feeds = List.copyOf(feeds);
    }

    /**
     * One feed of it.
     *
     * @param passes how often it was read to its end
     * @param exchanges in their order
     * @param signals what came of them, in that order
     * @param unusable how many records were set aside
     * @param fault the kind of fault that the session ended with; absent where it ended well
     */
    public record FeedRecording(
            String feed,
            int passes,
            List<Exchange> exchanges,
            List<Said> signals,
            int unusable,
            @Nullable String fault) {
        public FeedRecording {
            exchanges = List.copyOf(exchanges);
            signals = List.copyOf(signals);
        }
    }

    /** A signal: what it says, and which one it is. */
    public record Said(String type, String id) {}
}
