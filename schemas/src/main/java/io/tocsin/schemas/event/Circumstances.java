// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The four optional members common to all CAEP payloads (CAEP 1.0 §2).
 *
 * @param eventTimestamp when it happened; whole seconds on the wire
 */
public record Circumstances(
        @Nullable Instant eventTimestamp,
        @Nullable InitiatingEntity initiatingEntity,
        LocalizedText reasonAdmin,
        LocalizedText reasonUser) {
    public static final Circumstances NONE = new Circumstances(null, null, LocalizedText.NONE, LocalizedText.NONE);

    public Circumstances {
        requireNonNull(reasonAdmin, "reasonAdmin");
        requireNonNull(reasonUser, "reasonUser");
    }
}
