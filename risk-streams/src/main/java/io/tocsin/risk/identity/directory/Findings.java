// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity.directory;

import io.tocsin.risk.state.Sparse;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Identifier;
import java.util.List;

/** What one signal brought to light about who is who. */
public final class Findings {
    private List<Identifier> demotions = List.of();
    private List<CanonicalId> merged = List.of();
    private int refusedMerges;

    Findings() {}

    void demoted(Identifier name) {
        demotions = Sparse.own(demotions);
        demotions.add(name);
    }

    void merged(CanonicalId surviving) {
        merged = Sparse.own(merged);
        merged.add(surviving);
    }

    void refused() {
        refusedMerges++;
    }

    /** Names that prove nothing any more. */
    public List<Identifier> demotions() {
        return List.copyOf(demotions);
    }

    /** Into whom somebody was merged, once for each. */
    public List<CanonicalId> merged() {
        return List.copyOf(merged);
    }

    /** How often two that an operator keeps apart were not merged. */
    public int refusedMerges() {
        return refusedMerges;
    }
}
