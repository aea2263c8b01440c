// SPDX-License-Identifier: Apache-2.0
/** What the receiver of a chaos measurement writes down, in a file that outlives its process, and what that shows. */
@NullMarked
package io.tocsin.benchmarks.chaos.ledger;

import org.jspecify.annotations.NullMarked;
