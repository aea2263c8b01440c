// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.delivery;

import java.time.Duration;

/**
 * What is kept for a receiver that does not take it; what is over is dropped oldest first, counted and reported.
 *
 * @param retention how long, whatever the stream's status
 * @param heldLimit how many while the stream is paused (SSF 1.0 §8.1.2.1). A stream that is enabled and fails is
 *     bounded by the retention alone: it has not asked for anything to be held back
 */
public record Holding(Duration retention, int heldLimit) {}
