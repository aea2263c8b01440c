// SPDX-License-Identifier: Apache-2.0
/** The policies in force, ready to be asked; and what they have to know of a partition beyond one principal. */
@NullMarked
package io.tocsin.risk.regime;

import org.jspecify.annotations.NullMarked;
