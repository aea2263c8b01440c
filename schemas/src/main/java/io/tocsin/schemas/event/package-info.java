// SPDX-License-Identifier: Apache-2.0
/** What happened: the payloads of CAEP 1.0, RISC 1.0 and the two SSF event types, with an open end for all others. */
@NullMarked
package io.tocsin.schemas.event;

import org.jspecify.annotations.NullMarked;
