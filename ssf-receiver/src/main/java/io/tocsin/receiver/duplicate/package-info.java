// SPDX-License-Identifier: Apache-2.0
/** Which SETs have been taken in already: at least once on the wire becomes once for the handler. */
@NullMarked
package io.tocsin.receiver.duplicate;

import org.jspecify.annotations.NullMarked;
