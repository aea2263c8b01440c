// SPDX-License-Identifier: Apache-2.0
/** From a signal to the receiver's acknowledgement, at a steady rate, and where the time goes. */
@NullMarked
package io.tocsin.benchmarks.latency;

import org.jspecify.annotations.NullMarked;
