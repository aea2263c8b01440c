// SPDX-License-Identifier: Apache-2.0
/** What a program has started: what to say where it does not start, and its end in reverse order. */
@NullMarked
package io.tocsin.hub.part;

import org.jspecify.annotations.NullMarked;
