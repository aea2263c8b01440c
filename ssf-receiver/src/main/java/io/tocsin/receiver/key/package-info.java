// SPDX-License-Identifier: Apache-2.0
/** The public keys of those who sign: fetched, kept for a while, and out of reach at times. */
@NullMarked
package io.tocsin.receiver.key;

import org.jspecify.annotations.NullMarked;
