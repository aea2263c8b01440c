// SPDX-License-Identifier: Apache-2.0
/**
 * What sources say: {@link io.tocsin.schemas.signal.Signal} and everything it holds, in our own words and free of any
 * vendor.
 */
@NullMarked
package io.tocsin.schemas.signal;

import org.jspecify.annotations.NullMarked;
