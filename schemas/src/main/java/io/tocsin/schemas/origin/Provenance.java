// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.origin;

import org.jspecify.annotations.Nullable;

/**
 * What a signal hangs together with.
 *
 * @param correlationId the vendor's transaction
 * @param txn the {@code txn} of the SET it came in
 * @param causedByJti the SET of ours that caused it; present means: never evidence, never re-emitted
 * @param replay a recording played again; leads to no SET
 */
public record Provenance(
        @Nullable String correlationId,
        @Nullable String txn,
        @Nullable String causedByJti,
        boolean replay) {
    public static final Provenance NONE = new Provenance(null, null, null, false);
}
