// SPDX-License-Identifier: Apache-2.0
/**
 * Other transmitters as sources: their SETs, received as any receiver would, become signals. The topic of signals is
 * the only thing that this has in common with connectors.
 */
@NullMarked
package io.tocsin.hub.inbound;

import org.jspecify.annotations.NullMarked;
