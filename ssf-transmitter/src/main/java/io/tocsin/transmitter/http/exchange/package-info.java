// SPDX-License-Identifier: Apache-2.0
/**
 * One request and its answer, whatever it is about: who calls, what was sent, what is answered, what is refused how.
 */
@NullMarked
package io.tocsin.transmitter.http.exchange;

import org.jspecify.annotations.NullMarked;
