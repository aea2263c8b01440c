// SPDX-License-Identifier: Apache-2.0
/** A transmitter on a real broker, what receivers ask of it, and a receiver that answers as it is told. */
@NullMarked
package io.tocsin.transmitter.rig;

import org.jspecify.annotations.NullMarked;
