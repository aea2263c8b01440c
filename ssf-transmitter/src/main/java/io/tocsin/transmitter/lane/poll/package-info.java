// SPDX-License-Identifier: Apache-2.0
/** Delivery by poll (RFC 8936): what a receiver is handed, holds, and acknowledges. */
@NullMarked
package io.tocsin.transmitter.lane.poll;

import org.jspecify.annotations.NullMarked;
