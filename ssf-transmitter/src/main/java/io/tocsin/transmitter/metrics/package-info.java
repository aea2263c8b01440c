// SPDX-License-Identifier: Apache-2.0
/** What the transmitter counts. */
@NullMarked
package io.tocsin.transmitter.metrics;

import org.jspecify.annotations.NullMarked;
