// SPDX-License-Identifier: Apache-2.0
/**
 * Signals files: recorded signals as Avro object container files, which any Avro tool reads. A file says whose signals
 * it holds, from when until when, and who wrote it; every signal keeps the key and the timestamp that it had in its
 * topic, and they stand in the order in which they are to be heard.
 */
@NullMarked
package io.tocsin.schemas.recording;

import org.jspecify.annotations.NullMarked;
