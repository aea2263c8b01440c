// SPDX-License-Identifier: Apache-2.0
/** SETs that their receivers refused for good, and what could not be read: listed, looked at, sent again. */
@NullMarked
package io.tocsin.transmitter.deadletter;

import org.jspecify.annotations.NullMarked;
