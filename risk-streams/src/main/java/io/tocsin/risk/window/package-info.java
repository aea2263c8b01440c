// SPDX-License-Identifier: Apache-2.0
/**
 * What a rule's window looks back on: the signals it has to remember of one principal, by event time and bounded, and
 * the question whether it holds at one of them. A signal that comes late finds its place, and every answer that it
 * changes is given anew.
 */
@NullMarked
package io.tocsin.risk.window;

import org.jspecify.annotations.NullMarked;
