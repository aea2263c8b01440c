// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.signal;

/** What an identifier proves: strong ones join principals alone, medium ones in pairs, weak ones never. */
public enum Strength {
    UNKNOWN,
    STRONG,
    MEDIUM,
    WEAK
}
