// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.action;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of the SET that tells a stream's receiver of a revocation.
 *
 * @param standing {@code waiting}, {@code acknowledged}, {@code rejected} by the receiver for good, or {@code dropped}
 * @param attempts requests made
 * @param acknowledged absent where it is not
 * @param effectMillis from when the hub heard of it to the acknowledgement
 * @param trouble the receiver's error code, or why it was dropped
 */
public record SetReceiptView(
        String streamId,
        String jti,
        String standing,
        int attempts,
        @Nullable Instant acknowledged,
        @Nullable Long effectMillis,
        @Nullable String trouble) {}
