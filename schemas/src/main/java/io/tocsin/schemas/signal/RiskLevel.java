// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.signal;

/** A level of risk; {@code UNKNOWN} where what would tell is missing, never silently low or high. */
public enum RiskLevel {
    UNKNOWN,
    LOW,
    MEDIUM,
    HIGH
}
