// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity.directory;

import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Identifier;
import java.util.ArrayList;
import java.util.List;

/** What one signal brought to light about who is who. */
public final class Findings {
    private final List<Identifier> demotions = new ArrayList<>();
    private final List<CanonicalId> merged = new ArrayList<>();
    private int refusedMerges;

    Findings() {}

    void demoted(Identifier name) {
        demotions.add(name);
    }

    void merged(CanonicalId surviving) {
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
