// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.letter;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that could not be delivered or used.
 *
 * @param origin who set it aside: {@code stream:} and a stream id, a connector, …
 * @param set the SET it is; absent for what is none
 * @param redriven when it was last sent again; absent if never
 */
public record DeadLetterView(
        String id,
        String origin,
        String reason,
        Instant at,
        String contentType,
        long bytes,
        @Nullable RefusedSet set,
        @Nullable Instant redriven) {

    /**
     * A SET that its receiver refused.
     *
     * @param err the receiver's code (RFC 8935 §2.4)
     * @param attempts requests it was in
     * @param claims what it says; absent in lists
     */
    public record RefusedSet(
            String streamId,
            String tenant,
            String jti,
            String err,
            @Nullable String description,
            int attempts,
            @Nullable JsonNode claims) {}
}
