// SPDX-License-Identifier: Apache-2.0
/** A lane: the bounded part of one stream's pending SETs that is in memory, and what all lanes share. */
@NullMarked
package io.tocsin.transmitter.lane;

import org.jspecify.annotations.NullMarked;
