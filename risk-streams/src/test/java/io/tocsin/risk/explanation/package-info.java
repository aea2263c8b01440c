// SPDX-License-Identifier: Apache-2.0
/** Explanations against records that were made for it, and some that were tampered with. */
@NullMarked
package io.tocsin.risk.explanation;

import org.jspecify.annotations.NullMarked;
