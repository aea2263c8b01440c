// SPDX-License-Identifier: Apache-2.0
/**
 * What an operator can look at in the identity stage, and say about who is who. Looking reads the stores of this
 * process; a word goes to {@code signals}, to its place among all others, and is followed when it is read there.
 */
@NullMarked
package io.tocsin.risk.identity.operate;

import org.jspecify.annotations.NullMarked;
