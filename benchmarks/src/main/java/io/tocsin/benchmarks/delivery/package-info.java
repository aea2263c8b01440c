// SPDX-License-Identifier: Apache-2.0
/** How many SETs leave signed and acknowledged in a second, and what one dead stream's backlog costs the others. */
@NullMarked
package io.tocsin.benchmarks.delivery;

import org.jspecify.annotations.NullMarked;
