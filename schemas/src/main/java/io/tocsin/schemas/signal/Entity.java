// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.signal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A principal as a signal mentions it.
 *
 * @param canonicalId absent until the identity stage has resolved it
 * @param display a name for people, never used to decide
 */
public record Entity(
        @Nullable CanonicalId canonicalId,
        List<Identifier> identifiers,
        @Nullable String display) {
    public Entity {
        identifiers = List.copyOf(identifiers);
    }
}
