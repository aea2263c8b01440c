// SPDX-License-Identifier: Apache-2.0
/** How good a policy is, where labels say what it should have done. */
@NullMarked
package io.tocsin.risk.backtest.measure;

import org.jspecify.annotations.NullMarked;
