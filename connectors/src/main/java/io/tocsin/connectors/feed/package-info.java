// SPDX-License-Identifier: Apache-2.0
/**
 * The ways to read a vendor's records page by page: along a cursor of the vendor's, and over a window of time. What is
 * a vendor's own stands behind a format each. {@link io.tocsin.connectors.feed.Feed} gives a
 * {@link io.tocsin.connectors.feed.Page} after the other; between two of them all that is known is in
 * {@link io.tocsin.connectors.feed.Memory}.
 */
@NullMarked
package io.tocsin.connectors.feed;

import org.jspecify.annotations.NullMarked;
