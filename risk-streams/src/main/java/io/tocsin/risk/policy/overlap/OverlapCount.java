// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.overlap;

import io.tocsin.risk.policy.overlap.Overlap.ByEvent;
import io.tocsin.risk.policy.overlap.Overlap.Example;
import io.tocsin.risk.policy.overlap.Overlap.Side;
import io.tocsin.schemas.policy.PolicyVersion;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.Decision.Mode;
import io.tocsin.schemas.risk.Outcome;
import io.tocsin.schemas.risk.Scoring;
import io.tocsin.schemas.signal.CanonicalId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes decisions in any order and as often as they come, and says what two policies have in common. */
final class OverlapCount {
    private static final Duration NEAR = Duration.ofHours(1);
    private static final int EXAMPLES = 5;
    /** Decisions kept; some 300 bytes each. */
    private static final int MOST = 500_000;

    private final PolicyVersion shadow;
    private final Instant since;
    private final Map<String, Said> active = new LinkedHashMap<>();
    private final Map<String, Said> shadows = new LinkedHashMap<>();
    private boolean complete = true;

    OverlapCount(PolicyVersion shadow, Instant since) {
        this.shadow = shadow;
        this.since = since;
    }

    /** What is kept of a decision. {@code withheld}: why it would not have gone out; absent: it would. */
    private record Said(
            String id,
            CanonicalId principal,
            String event,
            String trigger,
            Instant at,
            double score,
            List<String> rules,
            @Nullable String withheld) {}

    void take(Decision decision) {
        if (decision.event() == null || decision.at().isBefore(since)) {
            return;
        }
        boolean isShadow = decision.policy().mode() == Mode.SHADOW;
        if (isShadow && !decision.policy().version().equals(shadow)) {
            return;
        }
        Map<String, Said> side = isShadow ? shadows : active;
        if (active.size() + shadows.size() >= MOST) {
            complete = false;
            return;
        }
        side.putIfAbsent(
                decision.id(),
                new Said(
                        decision.id(),
                        decision.principal(),
                        decision.event().type().shortName(),
                        decision.trigger().id(),
                        decision.at(),
                        decision.scoring().score(),
                        decision.scoring().rules().stream()
                                .map(Scoring.CountedRule::rule)
                                .toList(),
                        withheld(decision)));
    }

    private static @Nullable String withheld(Decision decision) {
        boolean goesOut = decision.outcome() == Outcome.EMITTED
                || (decision.outcome() == Outcome.SHADOW && decision.verdict().cause() == Decision.Cause.NONE);
        if (goesOut) {
            return null;
        }
        String reason = decision.verdict().reason();
        return reason == null ? decision.verdict().cause().name() : reason;
    }

    Overlap result(Instant until) {
        Map<String, Tally> tallies = new TreeMap<>();
        List<Said> unmatched = new ArrayList<>();
        Map<String, Said> ofShadow = new LinkedHashMap<>();
        shadows.values().stream()
                .sorted(Comparator.comparing(Said::at).thenComparing(Said::id))
                .forEach(said -> ofShadow.put(moment(said), said));
        List<Said> ofActive = active.values().stream()
                .sorted(Comparator.comparing(Said::at).thenComparing(Said::id))
                .toList();
        for (Said said : ofActive) {
            Said other = ofShadow.remove(moment(said));
            if (other != null && other.withheld == null && said.withheld == null) {
                tally(tallies, said).both++;
            } else if (other != null && said.withheld == null) {
                tally(tallies, said).only(Side.ONLY_ACTIVE, said, other.withheld);
            } else if (other != null && other.withheld == null) {
                tally(tallies, said).only(Side.ONLY_SHADOW, other, said.withheld);
            } else if (other == null && said.withheld == null) {
                unmatched.add(said);
            }
        }
        List<Said> left = new ArrayList<>(
                ofShadow.values().stream().filter(said -> said.withheld == null).toList());
        for (Said said : unmatched) {
            Optional<Said> near = left.stream()
                    .filter(other -> other.principal.equals(said.principal)
                            && other.event.equals(said.event)
                            && Duration.between(other.at, said.at).abs().compareTo(NEAR) <= 0)
                    .findFirst();
            near.ifPresent(left::remove);
            tally(tallies, said).only(near.isPresent() ? Side.BOTH_AT_OTHER_TIMES : Side.ONLY_ACTIVE, said, null);
        }
        left.forEach(said -> tally(tallies, said).only(Side.ONLY_SHADOW, said, null));
        return new Overlap(
                since,
                until,
                tallies.entrySet().stream()
                        .map(entry -> entry.getValue().of(entry.getKey()))
                        .sorted(Comparator.comparingInt((ByEvent e) -> -e.all()).thenComparing(ByEvent::event))
                        .toList(),
                complete);
    }

    private static Tally tally(Map<String, Tally> tallies, Said said) {
        return tallies.computeIfAbsent(said.event, event -> new Tally());
    }

    private static String moment(Said said) {
        return said.principal.text() + "|" + said.event + "|" + said.trigger;
    }

    private static final class Tally {
        private int both;
        private int otherTimes;
        private int onlyActive;
        private int onlyShadow;
        private final List<Example> examples = new ArrayList<>();

        void only(Side side, Said said, @Nullable String withheld) {
            int count = switch (side) {
                case BOTH_AT_OTHER_TIMES -> ++otherTimes;
                case ONLY_ACTIVE -> ++onlyActive;
                case ONLY_SHADOW -> ++onlyShadow;
            };
            if (count <= EXAMPLES) {
                examples.add(new Example(side, said.principal, said.at, said.id, said.score, said.rules, withheld));
            }
        }

        ByEvent of(String event) {
            return new ByEvent(event, both, otherTimes, onlyActive, onlyShadow, examples);
        }
    }
}
