// SPDX-License-Identifier: Apache-2.0
/** Who keeps sessions and can be made to end them, and how each is told. */
@NullMarked
package io.tocsin.hub.action.keeper;

import org.jspecify.annotations.NullMarked;
