// SPDX-License-Identifier: Apache-2.0
/**
 * What a policy would have done: recorded signals through the stages of the topology in event time, without a broker.
 * {@link io.tocsin.risk.backtest.Backtest} is the door. The same signals and the same policy give the same decisions,
 * byte for byte, on any machine, however many policies are tried at once.
 */
@NullMarked
package io.tocsin.risk.backtest;

import org.jspecify.annotations.NullMarked;
