// SPDX-License-Identifier: Apache-2.0
/** {@code tocsin identity}: who is who, and an operator's say in it. */
@NullMarked
package io.tocsin.hub.identity;

import org.jspecify.annotations.NullMarked;
