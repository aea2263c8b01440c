// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.load;

/**
 * One SET as it reached the receiver.
 *
 * @param session the opaque session identifier of its subject; empty where it has none
 * @param nanos {@link System#nanoTime()} when the receiver's answer was written
 */
public record Arrival(String jti, String txn, String eventType, String session, String token, long nanos) {}
