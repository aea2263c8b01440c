// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity;

import io.tocsin.schemas.risk.IdentityLink;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Signal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of one signal.
 *
 * @param unresolved why nobody could be told, absent where somebody was or nobody had to be
 */
record Resolution(
        List<Addressed> addressed,
        Map<String, IdentityLink> links,
        @Nullable String unresolved) {
    /** A signal for one of the principals it concerns. */
    record Addressed(CanonicalId to, Signal signal) {}

    static final Resolution IGNORED = new Resolution(List.of(), Map.of(), null);

    Resolution {
        addressed = List.copyOf(addressed);
    }

    Optional<String> reason() {
        return Optional.ofNullable(unresolved);
    }
}
