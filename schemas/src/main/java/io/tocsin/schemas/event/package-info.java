// SPDX-License-Identifier: Apache-2.0
/** The events a SET can carry (CAEP 1.0, RISC 1.0, SSF 1.0), as records. */
@NullMarked
package io.tocsin.schemas.event;

import org.jspecify.annotations.NullMarked;
