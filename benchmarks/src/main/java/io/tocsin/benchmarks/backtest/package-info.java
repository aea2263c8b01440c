// SPDX-License-Identifier: Apache-2.0
/** How fast recorded signals go through a policy. */
@NullMarked
package io.tocsin.benchmarks.backtest;

import org.jspecify.annotations.NullMarked;
