// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.audit;

import java.util.concurrent.atomic.AtomicLong;

/** What an auditor has done since it started, and what it has yet to do. */
public final class AuditCounts {
    private final AtomicLong checkpoints = new AtomicLong();
    private final AtomicLong covered = new AtomicLong();
    private final AtomicLong uncovered = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong shortened = new AtomicLong();

    void sealed(int records) {
        checkpoints.incrementAndGet();
        covered.addAndGet(records);
    }

    void uncovered(long records) {
        uncovered.set(records);
    }

    void hasFailed() {
        failures.incrementAndGet();
    }

    void foundShortened() {
        shortened.incrementAndGet();
    }

    public long checkpoints() {
        return checkpoints.get();
    }

    /** Decisions that checkpoints of this process cover. */
    public long covered() {
        return covered.get();
    }

    /** Decisions it has read that none covers yet. */
    public long uncovered() {
        return uncovered.get();
    }

    /** Times that it could not go on and began again. */
    public long failures() {
        return failures.get();
    }

    /** Partitions that were found to end before their last checkpoint. */
    public long shortened() {
        return shortened.get();
    }
}
