// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.signal;

/** Where a detection stands at its source. */
public enum FindingState {
    UNKNOWN,
    NEW,
    IN_PROGRESS,
    RESOLVED,
    FALSE_POSITIVE,
    SUPPRESSED
}
