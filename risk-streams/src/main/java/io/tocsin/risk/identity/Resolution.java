// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity;

import io.tocsin.schemas.risk.IdentityLink;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of one signal.
 *
 * @param unresolved why nobody could be told, absent where somebody was or nobody had to be
 */
record Resolution(List<Addressed> addressed, Map<String, IdentityLink> links, @Nullable String unresolved) {
    static final Resolution IGNORED = new Resolution(List.of(), Map.of(), null);

    Resolution {
        addressed = List.copyOf(addressed);
    }

    Optional<String> reason() {
        return Optional.ofNullable(unresolved);
    }
}
