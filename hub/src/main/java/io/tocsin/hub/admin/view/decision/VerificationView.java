// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.decision;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A verification of the decision log.
 *
 * @param state {@code waiting}, {@code running}, {@code done} or {@code failed}
 * @param read records looked at so far
 * @param intact nothing is other than it was sealed; absent until it is done
 * @param verified records that are as they were sealed
 * @param uncovered records that no checkpoint covers yet
 * @param forged records among the checkpoints that are none of ours
 * @param problem why it failed
 */
public record VerificationView(
        String id,
        String state,
        Instant started,
        long read,
        @Nullable Boolean intact,
        long verified,
        long uncovered,
        List<PartitionView> partitions,
        List<FindingView> forged,
        @Nullable String problem) {

    /**
     * One partition of the log.
     *
     * @param ends one more than its last offset
     * @param from first offset that could be verified
     * @param through last one that was
     * @param uncovered its newest records, that no checkpoint covers yet
     * @param uncoveredSince when the oldest of these was recorded
     * @param notes what kept records from being verified, and is no sign of tampering
     */
    public record PartitionView(
            int partition,
            long begins,
            long ends,
            int checkpoints,
            long from,
            long through,
            long verified,
            long uncovered,
            @Nullable Instant uncoveredSince,
            List<String> notes,
            List<FindingView> findings) {}

    /**
     * Something that is not as it was sealed.
     *
     * @param kind {@code changed}, {@code removed}, {@code inserted}, {@code reordered}, {@code altered},
     *     {@code missing-checkpoint} or {@code forged}
     */
    public record FindingView(String kind, long from, long to, String text) {}
}
