// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.audit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the decision log is sealed.
 *
 * @param keysFile private keys for checkpoints, made at the first start; {@code audit-keys.json} in the risk stage's
 *     {@code state-dir} if absent
 * @param trustedKeys JWK Sets with the public keys of other hubs that write checkpoints
 * @param checkpointEvery the longest that a decision waits to be covered, at least 1 s; 1 min if absent
 * @param checkpointRecords a checkpoint covers no more decisions than this, 1 to 10,000; 1,000 if absent
 */
public record AuditConfig(
        @Nullable Path keysFile, List<Path> trustedKeys, Duration checkpointEvery, int checkpointRecords) {
    private static final int MOST = 10_000;

    public static final AuditConfig DEFAULT = new AuditConfig(null, List.of(), Duration.ofMinutes(1), 0);

    public AuditConfig {
        trustedKeys = trustedKeys == null ? List.of() : List.copyOf(trustedKeys);
        checkpointEvery = checkpointEvery == null ? Duration.ofMinutes(1) : checkpointEvery;
        checkpointRecords = checkpointRecords == 0 ? 1_000 : checkpointRecords;
        if (checkpointEvery.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "checkpoint-every is " + checkpointEvery + ", expected at least one second");
        }
        if (checkpointRecords < 1 || checkpointRecords > MOST) {
            throw new IllegalArgumentException(
                    "checkpoint-records is " + checkpointRecords + ", expected 1 to " + MOST);
        }
    }

    /** The file with the private keys, for a risk stage that keeps its state there. */
    public Path keysFile(Path stateDir) {
        return keysFile == null ? stateDir.resolve("audit-keys.json") : keysFile;
    }
}
