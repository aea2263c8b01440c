// SPDX-License-Identifier: Apache-2.0
/** Which lanes this process has, and how they are found. */
@NullMarked
package io.tocsin.transmitter.delivery;

import org.jspecify.annotations.NullMarked;
