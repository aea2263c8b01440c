// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.subject;

import io.tocsin.transmitter.subject.index.Rules;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How subjects are treated.
 *
 * @param removalGrace how long events about a removed subject go on, as a defence against malicious removal (SSF 1.0
 *     §9.3); 24 h if absent, 0 for not at all
 * @param maxPerStream subjects one stream may have; 1,000,000 if absent
 * @param maxTotal subjects all streams together may have, for they are kept in memory; 5,000,000 if absent
 * @param changesPerSecond additions and removals on one stream, with bursts of ten times as many; 100 if absent
 * @param withholdUnverified send nothing about subjects added with {@code verified} false; not so if absent
 * @param simpleMatchesUser take a simple subject for a complex one with that {@code user}; not so if absent
 */
public record SubjectsConfig(
        Duration removalGrace,
        Integer maxPerStream,
        Integer maxTotal,
        Integer changesPerSecond,
        Boolean withholdUnverified,
        Boolean simpleMatchesUser) {
    public static final SubjectsConfig DEFAULT = new SubjectsConfig(null, null, null, null, null, null);

    public SubjectsConfig(
            @Nullable Duration removalGrace,
            @Nullable Integer maxPerStream,
            @Nullable Integer maxTotal,
            @Nullable Integer changesPerSecond,
            @Nullable Boolean withholdUnverified,
            @Nullable Boolean simpleMatchesUser) {
        this.removalGrace = removalGrace == null ? Duration.ofHours(24) : removalGrace;
        this.maxPerStream = maxPerStream == null ? 1_000_000 : maxPerStream;
        this.maxTotal = maxTotal == null ? 5_000_000 : maxTotal;
        this.changesPerSecond = changesPerSecond == null ? 100 : changesPerSecond;
        this.withholdUnverified = withholdUnverified != null && withholdUnverified;
        this.simpleMatchesUser = simpleMatchesUser != null && simpleMatchesUser;
        if (this.removalGrace.isNegative()) {
            throw new IllegalArgumentException(
                    "subjects.removal-grace is " + this.removalGrace + ", expected 0 or more");
        }
        requirePositive("subjects.max-per-stream", this.maxPerStream);
        requirePositive("subjects.max-total", this.maxTotal);
        requirePositive("subjects.changes-per-second", this.changesPerSecond);
    }

    Rules rules() {
        return new Rules(removalGrace, withholdUnverified, simpleMatchesUser);
    }

    private static void requirePositive(String field, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(field + " is " + value + ", expected 1 or more");
        }
    }
}
