// SPDX-License-Identifier: Apache-2.0
/** What the connectors count, in their own words. */
@NullMarked
package io.tocsin.connectors.metrics;

import org.jspecify.annotations.NullMarked;
