// SPDX-License-Identifier: Apache-2.0
/**
 * The registry of streams: the topic that is its truth, the directory that indexes it, and the operations of SSF 1.0
 * §8.1.
 */
@NullMarked
package io.tocsin.transmitter.stream;

import org.jspecify.annotations.NullMarked;
