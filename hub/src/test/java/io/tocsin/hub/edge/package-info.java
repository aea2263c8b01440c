// SPDX-License-Identifier: Apache-2.0
/** An edge and a hub, together. */
@NullMarked
package io.tocsin.hub.edge;

import org.jspecify.annotations.NullMarked;
