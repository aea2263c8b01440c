// SPDX-License-Identifier: Apache-2.0
/** Delivery by push (RFC 8935): order, pace, retries and circuit of one stream. */
@NullMarked
package io.tocsin.transmitter.lane.push;

import org.jspecify.annotations.NullMarked;
