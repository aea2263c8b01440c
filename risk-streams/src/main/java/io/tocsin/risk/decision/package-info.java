// SPDX-License-Identifier: Apache-2.0
/**
 * From a change in what a policy thinks to what is told of it: which responses it brings about, and what becomes of
 * each: sent, held, suppressed, or said by a shadow only.
 */
@NullMarked
package io.tocsin.risk.decision;

import org.jspecify.annotations.NullMarked;
