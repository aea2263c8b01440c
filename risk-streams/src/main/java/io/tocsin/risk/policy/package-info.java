// SPDX-License-Identifier: Apache-2.0
/**
 * The policy as data: a YAML document read strictly, conditions type-checked when it is read, and after that a record
 * that cannot be wrong any more. Every mistake is found at the start, with its line, its column and what to write
 * instead; a condition that fails while it runs does not match, and is counted.
 */
@NullMarked
package io.tocsin.risk.policy;

import org.jspecify.annotations.NullMarked;
