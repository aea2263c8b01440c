// SPDX-License-Identifier: Apache-2.0
/** A backtest's result for people and for programs: one page that opens without a network, and JSON. */
@NullMarked
package io.tocsin.risk.backtest.report;

import org.jspecify.annotations.NullMarked;
