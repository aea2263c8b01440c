// SPDX-License-Identifier: Apache-2.0
/**
 * The events a SET can carry, as records: one sealed family for each specification (CAEP 1.0, RISC 1.0, SSF 1.0), what
 * is not known to us, {@link io.tocsin.schemas.event.EventType} for the names of all, and the members they share.
 */
@NullMarked
package io.tocsin.schemas.event;

import org.jspecify.annotations.NullMarked;
