// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.generic.spec;

import org.jspecify.annotations.Nullable;

/**
 * One name of a user, device or session.
 *
 * @param kind an {@link io.tocsin.schemas.signal.IdentifierKind}
 * @param at JSON pointer to a text, a whole number, or an array of them; records without it have one name fewer
 * @param namespace in whose books the name is unique; the usual one of its kind where not given
 * @param strength a {@link io.tocsin.schemas.signal.Strength}; the usual one of its kind where not given
 */
public record IdentifierSpec(
        String kind,
        String at,
        @Nullable String namespace,
        @Nullable String strength) {}
