// SPDX-License-Identifier: Apache-2.0
/** What a signal is about, and whether it may count at all. */
@NullMarked
package io.tocsin.risk.concern;

import org.jspecify.annotations.NullMarked;
