// SPDX-License-Identifier: Apache-2.0
/** How fast an edge answers while it keeps a million revoked sessions, and what it keeps them in. */
@NullMarked
package io.tocsin.benchmarks.edge;

import org.jspecify.annotations.NullMarked;
