// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.signal;

/** What a canonical principal is. */
public enum PrincipalKind {
    USER,
    DEVICE,
    SESSION,
    WORKLOAD
}
