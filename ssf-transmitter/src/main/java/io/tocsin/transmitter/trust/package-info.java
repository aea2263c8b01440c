// SPDX-License-Identifier: Apache-2.0
/** Files of certificates that change while we run: followed without a restart, and without a moment of half a file. */
@NullMarked
package io.tocsin.transmitter.trust;

import org.jspecify.annotations.NullMarked;
