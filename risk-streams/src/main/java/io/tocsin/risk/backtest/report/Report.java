// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.backtest.report;

import io.tocsin.risk.backtest.Backtest.Summary;
import io.tocsin.risk.backtest.consequence.Consequences;
import io.tocsin.risk.backtest.diff.Diff;
import io.tocsin.risk.backtest.measure.Measured;
import io.tocsin.risk.label.Labels;
import io.tocsin.schemas.policy.PolicyVersion;
import org.jspecify.annotations.Nullable;

/**
 * All there is to say about a candidate beside the policy it would replace.
 *
 * @param source where the signals come from, in words
 * @param labelled how good both are, absent where there are no labels
 */
public record Report(
        String source,
        Summary summary,
        Side candidate,
        Side present,
        Diff diff,
        @Nullable Labelled labelled) {
    /**
     * One of the two policies.
     *
     * @param origin its file, or what else it is
     */
    public record Side(PolicyVersion version, String origin, int revocations, int decisions) {
        static Side of(Consequences consequences, String origin) {
            return new Side(
                    consequences.policy().version(),
                    origin,
                    consequences.revocations().size(),
                    consequences.all().size());
        }

        /** {@code strict (3f2a91c0)}: name and the beginning of the hash. */
        public String title() {
            return version.name() + " ("
                    + version.hash().substring(0, Math.min(8, version.hash().length())) + ")";
        }
    }

    /** Both policies against the same labels. */
    public record Labelled(Measured candidate, Measured present) {}

    /**
     * Compares.
     *
     * @param candidateOrigin file of the candidate, or what else it is
     * @param presentOrigin likewise
     */
    public static Report of(
            String source,
            Summary summary,
            Consequences candidate,
            String candidateOrigin,
            Consequences present,
            String presentOrigin,
            @Nullable Labels labels) {
        return new Report(
                source,
                summary,
                Side.of(candidate, candidateOrigin),
                Side.of(present, presentOrigin),
                Diff.of(candidate, present),
                labels == null
                        ? null
                        : new Labelled(
                                Measured.of(labels, candidate.revocations()),
                                Measured.of(labels, present.revocations())));
    }
}
