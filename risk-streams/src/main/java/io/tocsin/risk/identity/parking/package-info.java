// SPDX-License-Identifier: Apache-2.0
/**
 * Signals that name nobody who is known. They wait, for a limited time and in limited number, until one of their names
 * is seen on somebody; what became of each is kept a little longer, so that it can be told again after a crash.
 */
@NullMarked
package io.tocsin.risk.identity.parking;

import org.jspecify.annotations.NullMarked;
