// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.backtest.consequence;

import io.tocsin.risk.policy.Policy;
import io.tocsin.risk.policy.Response;
import io.tocsin.schemas.risk.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Collects the consequences of one policy; a decision that is forwarded again counts once. */
public final class Consequences {
    private final Policy policy;
    private final Set<String> asked;
    private final Map<String, Consequence> byId = new LinkedHashMap<>();

    public Consequences(Policy policy) {
        this.policy = policy;
        this.asked = policy.responses().stream()
                .filter(response -> response.on() instanceof Response.On.Told)
                .map(Response::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    public Policy policy() {
        return policy;
    }

    /**
     * Takes in a decision of the policy.
     *
     * @param decided when the record that brought it about came
     */
    public void add(Decision decision, Instant decided) {
        if (!byId.containsKey(decision.id())) {
            byId.put(decision.id(), Consequence.of(decision, asked.contains(decision.response()), decided));
        }
    }

    /** In the order in which they were decided. */
    public Collection<Consequence> all() {
        return byId.values();
    }

    /** Those that end sessions by the policy's own judgement. */
    public List<Consequence> revocations() {
        List<Consequence> revocations = new ArrayList<>();
        for (Consequence consequence : byId.values()) {
            if (consequence.revokes()) {
                revocations.add(consequence);
            }
        }
        return revocations;
    }
}
