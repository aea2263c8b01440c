// SPDX-License-Identifier: Apache-2.0
/** The push client (RFC 8935): where it may connect to, what it sends, and what an answer means. */
@NullMarked
package io.tocsin.transmitter.push;

import org.jspecify.annotations.NullMarked;
