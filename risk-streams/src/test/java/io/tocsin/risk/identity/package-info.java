// SPDX-License-Identifier: Apache-2.0
/** The identity stage on its own, and what holds for it whatever it hears. */
@NullMarked
package io.tocsin.risk.identity;

import org.jspecify.annotations.NullMarked;
