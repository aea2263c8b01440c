// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.live;

import java.time.Instant;

/**
 * One line of text as it came.
 *
 * @param bytes without the line's end; cut off where it is longer than a line may be
 * @param whole whether it was not cut off
 */
@SuppressWarnings("ArrayRecordComponent") // handed from one thread to one other, never compared
record Received(String line, byte[] bytes, boolean whole, Instant at) {}
