// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.intake;

/** How a vendor checks, before it sends anything, that an address is ours: what it sends is sent back. */
public sealed interface Challenge {
    /** The header or parameter. */
    String name();

    /** In a header of a {@code GET} that proves itself; sent back in JSON. */
    record InHeader(String name) implements Challenge {}

    /** In a parameter of a {@code POST} that proves nothing yet; sent back as a text. */
    record InQuery(String name) implements Challenge {}
}
