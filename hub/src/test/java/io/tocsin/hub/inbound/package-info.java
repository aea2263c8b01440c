// SPDX-License-Identifier: Apache-2.0
/** Other transmitters as sources. */
@NullMarked
package io.tocsin.hub.inbound;

import org.jspecify.annotations.NullMarked;
