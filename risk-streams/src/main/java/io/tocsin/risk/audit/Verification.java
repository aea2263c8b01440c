// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What verifying came to.
 *
 * @param partitions by number
 * @param foreign records among the checkpoints that are none of ours
 */
public record Verification(List<Partition> partitions, List<Finding> foreign) {
    public Verification {
        partitions = List.copyOf(partitions);
        foreign = List.copyOf(foreign);
    }

    /** Nothing is other than it was sealed; says nothing of what is not sealed. */
    public boolean intact() {
        return foreign.isEmpty()
                && partitions.stream().allMatch(p -> p.findings().isEmpty());
    }

    /** Records that are as they were sealed. */
    public long verified() {
        return partitions.stream().mapToLong(Partition::verified).sum();
    }

    /** Records that no checkpoint covers yet. */
    public long uncovered() {
        return partitions.stream().mapToLong(p -> p.tail().records()).sum();
    }

    /**
     * One partition of the log.
     *
     * @param begins the oldest offset there is
     * @param ends one more than the newest
     * @param checkpoints that were looked at
     * @param from first offset that could be verified
     * @param through last offset that was; {@code from - 1} where there is none
     * @param verified records between these that are as they were sealed
     * @param notes what kept records from being verified, and is no sign of tampering
     */
    public record Partition(
            int partition,
            long begins,
            long ends,
            int checkpoints,
            long from,
            long through,
            long verified,
            Tail tail,
            List<String> notes,
            List<Finding> findings) {
        public Partition {
            notes = List.copyOf(notes);
            findings = List.copyOf(findings);
        }
    }

    /** The newest records, that no checkpoint covers yet; {@code since} is the timestamp of the oldest of them. */
    public record Tail(long records, @Nullable Instant since) {
        static final Tail NONE = new Tail(0, null);
    }
}
