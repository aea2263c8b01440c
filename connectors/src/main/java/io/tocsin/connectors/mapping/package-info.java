// SPDX-License-Identifier: Apache-2.0
/**
 * What every source's mapping shares: the record that comes in, the names and times in it, the signals that come out.
 */
@NullMarked
package io.tocsin.connectors.mapping;

import org.jspecify.annotations.NullMarked;
