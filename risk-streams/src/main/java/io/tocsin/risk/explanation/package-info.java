// SPDX-License-Identifier: Apache-2.0
/**
 * Why something was decided: the decision computed again from its record alone, the smallest change that would have
 * made it another one, and the story around it. What is computed here and what the record says must be the same; where
 * they are not, that is said.
 */
@NullMarked
package io.tocsin.risk.explanation;

import org.jspecify.annotations.NullMarked;
