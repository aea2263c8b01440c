// SPDX-License-Identifier: Apache-2.0
/** What should have been decided: labels beside recorded signals, as a file of one JSON document a line. */
@NullMarked
package io.tocsin.risk.label;

import org.jspecify.annotations.NullMarked;
