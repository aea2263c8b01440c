// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.letter;

import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are to be sent again: one by its id, or all of a stream, or of an error, or of both, that have not
 * been sent again yet; or records of a topic that could not be read.
 */
public record RedriveOrder(
        @Nullable String id,
        @Nullable String streamId,
        @Nullable String err,
        @Nullable String topic) {
    public RedriveOrder {
        int kinds = (id == null ? 0 : 1) + (streamId == null && err == null ? 0 : 1) + (topic == null ? 0 : 1);
        if (kinds != 1) {
            throw new IllegalArgumentException("expected id, or stream_id or err or both of these, or topic");
        }
    }
}
