// SPDX-License-Identifier: Apache-2.0
/** {@code tocsin policy backtest}: what a policy would have done. */
@NullMarked
package io.tocsin.hub.backtest;

import org.jspecify.annotations.NullMarked;
