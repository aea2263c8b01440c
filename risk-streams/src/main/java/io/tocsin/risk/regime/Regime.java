// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.regime;

import io.tocsin.risk.opinion.Opinion;
import io.tocsin.risk.policy.PoliciesInForce;
import io.tocsin.risk.policy.Policy;
import io.tocsin.risk.principal.RiskRecord;
import io.tocsin.schemas.risk.Decision;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The policies in force at one time.
 *
 * @param activation see {@link Decision.InForce}
 * @param policies the active one first, then the shadows
 */
public record Regime(long activation, List<Applied> policies) {
    public Regime {
        policies = List.copyOf(policies);
    }

    public static Regime of(PoliciesInForce inForce, long activation) {
        List<Applied> policies = new ArrayList<>();
        policies.add(new Applied(inForce.active(), Decision.Mode.ENFORCE, activation));
        for (Policy shadow : inForce.shadows()) {
            policies.add(new Applied(shadow, Decision.Mode.SHADOW, activation));
        }
        return new Regime(activation, policies);
    }

    public Applied active() {
        return policies.getFirst();
    }

    /**
     * Gives the record an opinion for each policy, and takes those away that are of none any more. A policy that was in
     * force before keeps its opinion. One that is new begins with what the one that was active holds, as far as it has
     * rules of the same names.
     */
    public void governs(RiskRecord record) {
        if (record.activation() == activation) {
            return;
        }
        List<Opinion> before = record.opinions();
        List<Opinion> now = new ArrayList<>();
        for (Applied applied : policies) {
            Optional<Opinion> kept = before.stream()
                    .filter(opinion -> opinion.version().equals(applied.policy().version()))
                    .findFirst();
            now.add(kept.orElseGet(() -> before.isEmpty()
                    ? new Opinion(applied.policy().version())
                    : Opinion.after(before.getFirst(), applied.policy(), applied.rules())));
        }
        if (!before.isEmpty() && now.getFirst() != before.getFirst()) {
            now.getFirst().takeOver(before.getFirst());
        }
        record.holdOpinions(activation, now, windowKeys());
    }

    private Set<String> windowKeys() {
        Set<String> keys = new HashSet<>();
        policies.forEach(applied -> keys.addAll(applied.windowKeys().values()));
        return keys;
    }
}
