// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.task;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.risk.policy.Policy;
import io.tocsin.schemas.risk.PolicyVersion;
import io.tocsin.schemas.risk.RiskControl.Document;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Policies that have been read, for all partitions of a process: a document is compiled once. */
public final class PolicyShelf {
    private final Map<PolicyVersion, Policy> read = new ConcurrentHashMap<>();

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
}
