// SPDX-License-Identifier: Apache-2.0
/**
 * Our extension of SSF for receivers that keep state and lost it, or begin without any: what a stream would have been
 * told before.
 */
@NullMarked
package io.tocsin.transmitter.snapshot;

import org.jspecify.annotations.NullMarked;
