// SPDX-License-Identifier: Apache-2.0
/** Tests of what an operator may type, and what becomes of it. */
@NullMarked
package io.tocsin.hub.emit;

import org.jspecify.annotations.NullMarked;
