// SPDX-License-Identifier: Apache-2.0
/**
 * What the operator of the transmitter can look at and do: the door behind the hub's admin API. Everything is asked of
 * the parts that own it; nothing is kept here.
 */
@NullMarked
package io.tocsin.transmitter.operate;

import org.jspecify.annotations.NullMarked;
