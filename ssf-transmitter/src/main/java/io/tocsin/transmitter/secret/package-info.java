// SPDX-License-Identifier: Apache-2.0
/** Client secrets: made, hashed for keeping, and compared with what a client presents. */
@NullMarked
package io.tocsin.transmitter.secret;

import org.jspecify.annotations.NullMarked;
