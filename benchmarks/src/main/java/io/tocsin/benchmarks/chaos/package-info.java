// SPDX-License-Identifier: Apache-2.0
/**
 * {@code chaos}: broker, transmitters and receiver in processes of their own, killed again and again at moments that a
 * seed decides, while events are written; and the comparison of what was written with what arrived.
 */
@NullMarked
package io.tocsin.benchmarks.chaos;

import org.jspecify.annotations.NullMarked;
