// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control.risk;

import io.tocsin.hub.control.client.AdminClient;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which decisions are meant. */
final class DecisionFilter {
    @Option(
            names = "--subject",
            paramLabel = "NAME",
            description = "Only about whoever is called that: an e-mail address, a serial number, a session id, …")
    private @Nullable String subject;

    @Option(
            names = "--outcome",
            paramLabel = "OUTCOME",
            description = "Only those that were emitted, shadow, held or suppressed.")
    private @Nullable String outcome;

    @Option(names = "--policy", paramLabel = "NAME", description = "Only this policy's.")
    private @Nullable String policy;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only those of then or later: 2026-11-22T09:30:00Z, or such as 7d ago.")
    private @Nullable Instant since;

    String query() {
        return AdminClient.query("subject", subject)
                + AdminClient.query("outcome", outcome)
                + AdminClient.query("policy", policy)
                + AdminClient.query("since", since == null ? null : since.toString());
    }
}
