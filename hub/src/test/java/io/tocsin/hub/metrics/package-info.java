// SPDX-License-Identifier: Apache-2.0
/** Meters, held against what counts in them and against their documentation. */
@NullMarked
package io.tocsin.hub.metrics;

import org.jspecify.annotations.NullMarked;
