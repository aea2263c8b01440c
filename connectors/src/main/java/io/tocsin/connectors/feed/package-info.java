// SPDX-License-Identifier: Apache-2.0
/**
 * A vendor's records, read page by page. {@link io.tocsin.connectors.feed.Feed} gives a
 * {@link io.tocsin.connectors.feed.Page} after the other; between two of them all that is known is in
 * {@link io.tocsin.connectors.feed.Memory}. The ways to read have packages of their own: {@code log}, {@code snapshot}
 * and {@code live}.
 */
@NullMarked
package io.tocsin.connectors.feed;

import org.jspecify.annotations.NullMarked;
