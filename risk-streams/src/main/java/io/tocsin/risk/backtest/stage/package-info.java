// SPDX-License-Identifier: Apache-2.0
/**
 * The nodes of the topology without Kafka around them: the very processors that run live, with stores in memory, and
 * what they forward handed on at once. As live with one partition, a signal's copies go first, then the flows they
 * cause, then the next signal.
 */
@NullMarked
package io.tocsin.risk.backtest.stage;

import org.jspecify.annotations.NullMarked;
