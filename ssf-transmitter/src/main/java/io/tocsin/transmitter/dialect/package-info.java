// SPDX-License-Identifier: Apache-2.0
/**
 * What a SET looks like to its receiver: the claims of the outbox, which are those of SSF 1.0, written and signed as
 * each receiver reads them.
 */
@NullMarked
package io.tocsin.transmitter.dialect;

import org.jspecify.annotations.NullMarked;
