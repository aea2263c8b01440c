// SPDX-License-Identifier: Apache-2.0
/** Whom a stream is about: what receivers add and remove (SSF 1.0 §8.1.3), and for which streams an event is. */
@NullMarked
package io.tocsin.transmitter.subject;

import org.jspecify.annotations.NullMarked;
