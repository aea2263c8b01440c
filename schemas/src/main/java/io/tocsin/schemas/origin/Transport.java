// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.origin;

/** How a signal came in. */
public enum Transport {
    UNKNOWN,
    WEBHOOK,
    POLL,
    STREAM,
    KAFKA,
    SSF_PUSH,
    SSF_POLL,
    SNAPSHOT_DIFF,
    REPLAY
}
