// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.event;

/** Compliance of a device (CAEP 1.0 §3.5); on the wire {@code compliant} and {@code not-compliant}. */
public enum ComplianceStatus {
    COMPLIANT,
    NOT_COMPLIANT
}
