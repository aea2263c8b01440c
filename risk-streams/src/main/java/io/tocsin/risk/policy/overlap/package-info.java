// SPDX-License-Identifier: Apache-2.0
/** What a shadow would have sent beside what was sent: found in the decisions that both left behind. */
@NullMarked
package io.tocsin.risk.policy.overlap;

import org.jspecify.annotations.NullMarked;
