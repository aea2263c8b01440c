// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.risk;

/** What became of a decision. */
public enum Outcome {
    UNKNOWN,
    /** Sent to the streams that ask for it. */
    EMITTED,
    /** Decided by a shadow policy; sent to nobody. */
    SHADOW,
    /** Held by the breaker until somebody approves. */
    HELD,
    /** Not sent, for the reason given. */
    SUPPRESSED
}
