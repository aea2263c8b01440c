// SPDX-License-Identifier: Apache-2.0
/** What finding an event's streams costs, for few subjects and for a million. */
@NullMarked
package io.tocsin.benchmarks.fanout;

import org.jspecify.annotations.NullMarked;
