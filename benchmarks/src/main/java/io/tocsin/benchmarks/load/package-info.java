// SPDX-License-Identifier: Apache-2.0
/**
 * A company that can be made to any size, a hub in a process of its own, and a receiver that writes everything down.
 */
@NullMarked
package io.tocsin.benchmarks.load;

import org.jspecify.annotations.NullMarked;
