// SPDX-License-Identifier: Apache-2.0
/** What is in a topic already, read once up to the end it had then. */
@NullMarked
package io.tocsin.transmitter.history;

import org.jspecify.annotations.NullMarked;
