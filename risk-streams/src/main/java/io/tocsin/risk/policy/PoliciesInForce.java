// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy;

import io.tocsin.schemas.policy.PolicyVersion;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The policy that decides, and those that only say what they would decide; no version twice. */
public record PoliciesInForce(Policy active, List<Policy> shadows) {
    public PoliciesInForce {
        shadows = List.copyOf(shadows);
        Set<PolicyVersion> versions = new HashSet<>(Set.of(active.version()));
        for (Policy shadow : shadows) {
            if (!versions.add(shadow.version())) {
                throw new IllegalArgumentException(
                        "policy " + shadow.version().name() + " is in force twice in the same version");
            }
        }
    }

    public static PoliciesInForce only(Policy active) {
        return new PoliciesInForce(active, List.of());
    }
}
