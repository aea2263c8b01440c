// SPDX-License-Identifier: Apache-2.0
/** Policies laid out so that two can be compared by what they mean, whatever their layout, order and comments. */
@NullMarked
package io.tocsin.risk.policy.outline;

import org.jspecify.annotations.NullMarked;
