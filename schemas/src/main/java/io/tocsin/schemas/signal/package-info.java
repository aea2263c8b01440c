// SPDX-License-Identifier: Apache-2.0
/**
 * What sources say: {@link io.tocsin.schemas.signal.Signal} and everything it holds, in our own words and free of any
 * vendor. One idea in three parts, and none of them is read without the others: what is said
 * ({@link io.tocsin.schemas.signal.SignalType}, {@link io.tocsin.schemas.signal.SignalPayload} and the small types in
 * it), about whom ({@link io.tocsin.schemas.signal.Entity}, by {@link io.tocsin.schemas.signal.Identifier} as the
 * source gave it, by {@link io.tocsin.schemas.signal.CanonicalId} once it is known), and where it happened
 * ({@link io.tocsin.schemas.signal.SignalContext}). Whence it came is package {@code origin}.
 */
@NullMarked
package io.tocsin.schemas.signal;

import org.jspecify.annotations.NullMarked;
