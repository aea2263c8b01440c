// SPDX-License-Identifier: Apache-2.0
/** What one policy would have done that another would not, subject by subject. */
@NullMarked
package io.tocsin.risk.backtest.diff;

import org.jspecify.annotations.NullMarked;
