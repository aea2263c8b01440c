// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.principal;

/** Where a session stands; other principals are always {@link #LIVE}. Only ever moves down this list. */
public enum Lifecycle {
    /** Heard of by a flow only; nothing is decided for it yet. */
    UNHEARD,
    LIVE,
    /** Ended or revoked, by whomever; nothing is decided for it any more. */
    OVER
}
