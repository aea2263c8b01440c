// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.task;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.risk.policy.Policy;
import io.tocsin.schemas.policy.PolicyVersion;
import io.tocsin.schemas.risk.RiskControl.Document;
import io.tocsin.schemas.risk.RiskControl.PolicyChange;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Policies for all partitions of a process: what was published before any of them begins, and the documents that have
 * been read, each compiled once.
 */
public final class PolicyShelf {
    private final Map<PolicyVersion, Policy> read = new ConcurrentHashMap<>();
    private final Supplier<List<PolicyChange>> published;

    /** Nothing is known but what partitions are told. */
    public PolicyShelf() {
        this(List::of);
    }

    /**
     * A partition whose state is gone knows by this what is in force before its first input, told or not.
     *
     * @param published the latest changes that count, the oldest first; asked whenever a partition begins
     */
    public PolicyShelf(Supplier<List<PolicyChange>> published) {
        this.published = published;
    }

    List<PolicyChange> published() {
        return published.get();
    }

    /** @throws io.tocsin.risk.policy.document.PolicyException if it has mistakes */
    Policy read(Document document) {
        return read.computeIfAbsent(document.version(), version -> {
            Policy policy = Policy.read(
                    version.name() + " " + version.number(), document.text().getBytes(UTF_8));
            if (!policy.version().hash().equals(version.hash())) {
                throw new IllegalArgumentException("policy " + version.name() + " " + version.number()
                        + " is another document than its hash says");
            }
            return policy.published(version.number());
        });
    }

    /** Those that were put in force here, by version. */
    public Map<PolicyVersion, Policy> read() {
        return Map.copyOf(read);
    }
}
