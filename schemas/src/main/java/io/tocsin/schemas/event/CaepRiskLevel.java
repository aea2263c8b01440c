// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.event;

/** The three levels a {@code risk-level-change} can name (CAEP 1.0 §3.8). */
public enum CaepRiskLevel {
    LOW,
    MEDIUM,
    HIGH
}
