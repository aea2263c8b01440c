// SPDX-License-Identifier: Apache-2.0
/** Conditions over a signal in CEL: typed and bounded when they are read, never in doubt when they run. */
@NullMarked
package io.tocsin.risk.policy.condition;

import org.jspecify.annotations.NullMarked;
