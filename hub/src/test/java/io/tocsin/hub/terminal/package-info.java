// SPDX-License-Identifier: Apache-2.0
/** What people and programs read. */
@NullMarked
package io.tocsin.hub.terminal;

import org.jspecify.annotations.NullMarked;
