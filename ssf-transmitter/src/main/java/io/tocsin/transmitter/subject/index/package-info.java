// SPDX-License-Identifier: Apache-2.0
/**
 * The inverted index from subjects to streams: finding the streams that an event is for, or not for, costs what is
 * found, not what there is. Subjects are kept as 128-bit hashes, so that a million of them fit in little memory.
 */
@NullMarked
package io.tocsin.transmitter.subject.index;

import org.jspecify.annotations.NullMarked;
