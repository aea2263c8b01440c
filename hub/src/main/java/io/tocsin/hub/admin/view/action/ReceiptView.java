// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.action;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a revocation at one target.
 *
 * @param standing {@code waiting}, {@code done}, {@code absent} (it knows no such session or person) or
 *     {@code given-up}
 * @param ended absent while it waits
 * @param effectMillis from when the hub heard of it to the target's confirmation
 * @param trouble why it did not work last time
 */
public record ReceiptView(
        String id,
        String target,
        String standing,
        int attempts,
        @Nullable Instant ended,
        @Nullable Long effectMillis,
        @Nullable String trouble) {}
