// SPDX-License-Identifier: Apache-2.0
/** Which SET goes before which: urgency, turns that starve nobody, and states that a later one makes obsolete. */
@NullMarked
package io.tocsin.transmitter.lane.order;

import org.jspecify.annotations.NullMarked;
