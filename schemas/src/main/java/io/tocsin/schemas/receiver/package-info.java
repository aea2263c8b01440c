// SPDX-License-Identifier: Apache-2.0
/** The receivers a transmitter serves: what each may see and do, in which form, and how it proves who it is. */
@NullMarked
package io.tocsin.schemas.receiver;

import org.jspecify.annotations.NullMarked;
