// SPDX-License-Identifier: Apache-2.0
/**
 * Names of principals as sources give them: brought into one form, weighed, and cleared of junk; and the ids made of
 * them.
 */
@NullMarked
package io.tocsin.risk.names;

import org.jspecify.annotations.NullMarked;
