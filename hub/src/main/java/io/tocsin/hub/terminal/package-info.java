// SPDX-License-Identifier: Apache-2.0
/** How what a command says looks: to a person at a terminal, and to whatever else reads it. */
@NullMarked
package io.tocsin.hub.terminal;

import org.jspecify.annotations.NullMarked;
