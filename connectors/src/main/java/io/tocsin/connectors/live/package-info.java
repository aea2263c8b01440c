// SPDX-License-Identifier: Apache-2.0
/**
 * Feeds that a vendor keeps open: a connection on which records come as they happen, one a line, each with its number.
 * The numbers are the place; the connection is opened anew behind it whenever it ends, and while it is open its session
 * is renewed. What is a vendor's own stands behind a {@link io.tocsin.connectors.live.LiveFormat}.
 */
@NullMarked
package io.tocsin.connectors.live;

import org.jspecify.annotations.NullMarked;
