// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.stream;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a replay has come.
 *
 * @param state {@code running}, {@code done}, {@code stopped} or {@code failed}
 * @param read records of the outbox looked at so far
 * @param enqueued SETs sent again so far
 * @param problem why it ended early
 */
public record ReplayView(
        String id,
        String streamId,
        String state,
        long read,
        long enqueued,
        Instant started,
        @Nullable String problem) {}
