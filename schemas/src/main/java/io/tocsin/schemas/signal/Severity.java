// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.signal;

/** OCSF's severity scale, lowest first. */
public enum Severity {
    UNKNOWN,
    INFORMATIONAL,
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL,
    FATAL
}
