// SPDX-License-Identifier: Apache-2.0
/**
 * The ring of signing keys: what each key may do and when, the file that several processes share, and the pool that
 * signs. A key's state follows from times in the file, so a restart or a crash at any moment changes nothing.
 */
@NullMarked
package io.tocsin.transmitter.key.ring;

import org.jspecify.annotations.NullMarked;
