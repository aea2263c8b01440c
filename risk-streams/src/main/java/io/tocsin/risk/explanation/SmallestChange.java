// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.explanation;

import io.tocsin.schemas.risk.Contribution;
import io.tocsin.schemas.signal.RiskLevel;
import java.util.List;

/** One thing that, had it been otherwise, would have made the decision another one. */
public sealed interface SmallestChange {
    /** Without these, the fewest there are, heaviest first. */
    record WithoutEvidence(List<Contribution> contributions, double score) implements SmallestChange {
        public WithoutEvidence {
            contributions = List.copyOf(contributions);
        }
    }

    /** With another weight for a rule. */
    record OtherWeight(String rule, double weight, double instead, double score) implements SmallestChange {}

    /** With another threshold of a level. */
    record OtherThreshold(RiskLevel level, double threshold, double instead) implements SmallestChange {}

    /** With another limit of the breaker. */
    record OtherLimit(long limit, long instead) implements SmallestChange {}

    /** Had the signal not come, or not said so. */
    record WithoutSignal(String signal) implements SmallestChange {}

    /** Without an exemption of the policy. */
    record WithoutExemption(String exemption) implements SmallestChange {}

    /** Had the evidence not been caused by one of our own SETs. */
    record WithoutEcho(String jti) implements SmallestChange {}

    /** Had the principal been known by a name that receivers know, or the event had what it must have. */
    record WithSubject() implements SmallestChange {}

    /** Had somebody ruled otherwise, or ruled in time. */
    record OtherRuling() implements SmallestChange {}

    /** Had the source been heard of. */
    record WithSource(List<String> sources) implements SmallestChange {
        public WithSource {
            sources = List.copyOf(sources);
        }
    }
}
