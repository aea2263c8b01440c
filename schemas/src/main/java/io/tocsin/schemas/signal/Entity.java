// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.signal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A principal as a signal mentions it.
 *
 * @param canonicalId absent until the identity stage has resolved it
 * @param display a name for people, never used to decide
 * @param recognition how sure the identity stage is that this signal means it; absent until then, and for a principal
 *     that the signal does not name itself
 * @param observed of a device that has been resolved: who was seen on it, the last one first; a few at most
 */
public record Entity(
        @Nullable CanonicalId canonicalId,
        List<Identifier> identifiers,
        @Nullable String display,
        @Nullable Recognition recognition,
        List<Sighting> observed) {
    public Entity {
        identifiers = List.copyOf(identifiers);
        observed = List.copyOf(observed);
    }

    /** One of which nothing is said about how it was recognised. */
    public Entity(@Nullable CanonicalId canonicalId, List<Identifier> identifiers, @Nullable String display) {
        this(canonicalId, identifiers, display, null, List.of());
    }
}
