// SPDX-License-Identifier: Apache-2.0
/** Tampers with decision logs, and looks whether that is found. */
@NullMarked
package io.tocsin.risk.audit;

import org.jspecify.annotations.NullMarked;
