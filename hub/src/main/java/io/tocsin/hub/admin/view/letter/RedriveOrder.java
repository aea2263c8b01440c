// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.letter;

import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are to be sent again: one by its id, or all of a stream, or of an error, or of both, that have not
 * been sent again yet.
 */
public record RedriveOrder(
        @Nullable String id,
        @Nullable String streamId,
        @Nullable String err) {
    public RedriveOrder {
        if ((id != null) == (streamId != null || err != null)) {
            throw new IllegalArgumentException("expected id, or stream_id or err or both of these");
        }
    }
}
