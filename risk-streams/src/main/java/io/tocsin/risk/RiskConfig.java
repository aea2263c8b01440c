// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk;

import static java.util.Objects.requireNonNull;

import io.tocsin.risk.audit.AuditConfig;
import io.tocsin.risk.identity.IdentityConfig;
import io.tocsin.risk.policy.publication.PublicationConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the risk stage runs.
 *
 * @param policy the policy document that is in force until one is published; the one that comes with the program where
 *     not given
 * @param stateDir where local state is kept; losing it costs time, not data
 * @param threads stream threads, 1 to 256; 0 for one a core
 * @param standbyReplicas copies of the state kept warm on other instances, 0 to 8
 * @param audit how the decision log is sealed; the keys for it are in {@code stateDir} unless a file is named
 * @param identity how long the identity stage remembers what
 * @param policies how policies come into force
 */
public record RiskConfig(
        @Nullable Path policy,
        Path stateDir,
        int threads,
        int standbyReplicas,
        AuditConfig audit,
        IdentityConfig identity,
        @Nullable PublicationConfig policies) {
    public RiskConfig {
        identity = identity == null ? IdentityConfig.standard() : identity;
        requireNonNull(stateDir, "risk.state-dir is missing, expected a directory for local state");
        audit = audit == null ? AuditConfig.DEFAULT : audit;
        if (threads < 0 || threads > 256) {
            throw new IllegalArgumentException(
                    "risk.threads is " + threads + ", expected 1 to 256, or 0 for one a core");
        }
        if (standbyReplicas < 0 || standbyReplicas > 8) {
            throw new IllegalArgumentException("risk.standby-replicas is " + standbyReplicas + ", expected 0 to 8");
        }
    }

    /** The shipped policy, a thread a core, no standby. */
    public static RiskConfig of(Path stateDir) {
        return of(stateDir, 0);
    }

    /** The same with so many threads. */
    public static RiskConfig of(Path stateDir, int threads) {
        return new RiskConfig(null, stateDir, threads, 0, AuditConfig.DEFAULT, IdentityConfig.standard(), null);
    }

    /** How policies come into force, by default where nothing is said. */
    public PublicationConfig publication() {
        return policies == null ? PublicationConfig.DEFAULT : policies;
    }

    int threadCount() {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }
}
