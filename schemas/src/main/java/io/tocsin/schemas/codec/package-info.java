// SPDX-License-Identifier: Apache-2.0
/**
 * Domain records to Avro records and back. The generated Avro classes stay behind this package, which is why it is one:
 * a codec for each record that a topic holds, and those of the parts that several share (names, payloads, grounds,
 * scoring, symbols). {@code Topics} says which is whose.
 */
@NullMarked
package io.tocsin.schemas.codec;

import org.jspecify.annotations.NullMarked;
