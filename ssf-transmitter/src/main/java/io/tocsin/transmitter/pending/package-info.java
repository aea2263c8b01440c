// SPDX-License-Identifier: Apache-2.0
/**
 * The SETs of one partition that have no end yet: the store, and of each stream an index of what its lane has not seen.
 */
@NullMarked
package io.tocsin.transmitter.pending;

import org.jspecify.annotations.NullMarked;
