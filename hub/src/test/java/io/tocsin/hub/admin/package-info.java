// SPDX-License-Identifier: Apache-2.0
/** The admin listener as whoever reaches it sees it. */
@NullMarked
package io.tocsin.hub.admin;

import org.jspecify.annotations.NullMarked;
