// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy;

import java.time.Duration;

/**
 * What it means that a person calls a decision false: the rules that made it count less against that principal for a
 * while.
 *
 * @param factor 0 to below 1, multiplies the weight of what was contradicted
 * @param lasts for how long
 */
public record Feedback(double factor, Duration lasts) {
    /** In force where a document says nothing. */
    public static final Feedback DEFAULT = new Feedback(0.25, Duration.ofDays(30));
}
