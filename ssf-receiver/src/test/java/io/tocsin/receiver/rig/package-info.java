// SPDX-License-Identifier: Apache-2.0
/** What the receiver's tests stand on: a transmitter that does what a test says, its SETs, its keys and its TLS. */
@NullMarked
package io.tocsin.receiver.rig;

import org.jspecify.annotations.NullMarked;
