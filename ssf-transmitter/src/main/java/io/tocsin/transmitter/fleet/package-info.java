// SPDX-License-Identifier: Apache-2.0
/**
 * The instances of one transmitter as an operator meets them: any may be asked, and what one alone may do is done by
 * that one.
 */
@NullMarked
package io.tocsin.transmitter.fleet;

import org.jspecify.annotations.NullMarked;
