// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.stream;

/** The three states of a stream (SSF 1.0 §8.1.2.1). */
public enum StreamStatus {
    ENABLED,
    PAUSED,
    DISABLED
}
