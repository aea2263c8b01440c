// SPDX-License-Identifier: Apache-2.0
/**
 * Where a {@link io.tocsin.schemas.signal.Signal} comes from: which source said it, when and by which way, and what it
 * hangs together with.
 */
@NullMarked
package io.tocsin.schemas.origin;

import org.jspecify.annotations.NullMarked;
