// SPDX-License-Identifier: Apache-2.0
/**
 * The hub's keys: algorithms, key pairs and where they are kept, the signers that compute with them, and the sealing
 * key for secrets at rest.
 */
@NullMarked
package io.tocsin.transmitter.key;

import org.jspecify.annotations.NullMarked;
