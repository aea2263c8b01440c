// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.action;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of them: a cause and whose sessions it ended.
 *
 * @param txn the story it belongs to, for {@code tocsin explain}
 * @param heard when the hub heard of what led to it
 * @param confirmed whether a target said that the session is over, or a receiver acknowledged the SET
 * @param effectMillis from then to the first confirmation
 * @param receipts one of each target
 * @param sets one of each stream that is told of it; where there is neither, nobody is told
 */
public record RevocationView(
        String txn,
        String tenant,
        Instant heard,
        boolean confirmed,
        @Nullable Long effectMillis,
        List<ReceiptView> receipts,
        List<SetReceiptView> sets) {}
