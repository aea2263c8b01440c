// SPDX-License-Identifier: Apache-2.0
/** Measurements of the promises in the architecture's table of numbers: JMH for single parts, load for the whole. */
@NullMarked
package io.tocsin.benchmarks;

import org.jspecify.annotations.NullMarked;
