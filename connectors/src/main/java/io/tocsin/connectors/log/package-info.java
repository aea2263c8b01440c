// SPDX-License-Identifier: Apache-2.0
/**
 * Feeds that read what a vendor writes down: along a cursor it gives out, or over windows of time where it gives none.
 * What is a vendor's own stands behind a format each.
 */
@NullMarked
package io.tocsin.connectors.log;

import org.jspecify.annotations.NullMarked;
