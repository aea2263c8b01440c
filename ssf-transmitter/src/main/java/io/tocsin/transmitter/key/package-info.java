// SPDX-License-Identifier: Apache-2.0
/**
 * The hub's keys: the signing keys behind the JWKS, the sealing key for secrets at rest, and the crypto provider that
 * computes with them.
 */
@NullMarked
package io.tocsin.transmitter.key;

import org.jspecify.annotations.NullMarked;
