// SPDX-License-Identifier: Apache-2.0
/** What a policy brought about, in a form small enough to keep a month of it. */
@NullMarked
package io.tocsin.risk.backtest.consequence;

import org.jspecify.annotations.NullMarked;
