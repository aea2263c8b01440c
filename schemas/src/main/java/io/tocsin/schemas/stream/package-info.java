// SPDX-License-Identifier: Apache-2.0
/** SSF streams as the transmitter keeps them, what is to be delivered on them, and how that ended. */
@NullMarked
package io.tocsin.schemas.stream;

import org.jspecify.annotations.NullMarked;
