// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.risk;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.signal.RiskLevel;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a policy came to a level: all that goes into it, so that it can be computed again from this alone.
 *
 * @param previousScore before the input that this answers
 * @param score 0 to 100
 * @param previousLevel the level a rise or fall counts from
 * @param thresholds the score at which MEDIUM and HIGH begin, in that order; empty where no policy was asked
 * @param hysteresis how far below its threshold the score must fall before a level is left
 * @param contributions all that counted, the heaviest first
 * @param rules the rules they count under, by name
 * @param windows what the windows of those rules held, by rule
 * @param staleSources sources that matter and have gone quiet
 */
public record Scoring(
        double previousScore,
        double score,
        RiskLevel previousLevel,
        RiskLevel level,
        List<Double> thresholds,
        double hysteresis,
        List<Contribution> contributions,
        List<CountedRule> rules,
        List<WindowState> windows,
        List<String> staleSources) {
    /** Where somebody decided, not a policy. */
    public static final Scoring NONE = new Scoring(
            0, 0, RiskLevel.UNKNOWN, RiskLevel.UNKNOWN, List.of(), 0, List.of(), List.of(), List.of(), List.of());

    public Scoring {
        requireNonNull(previousLevel, "previousLevel");
        requireNonNull(level, "level");
        thresholds = List.copyOf(thresholds);
        contributions = List.copyOf(contributions);
        rules = List.copyOf(rules);
        windows = List.copyOf(windows);
        staleSources = List.copyOf(staleSources);
    }

    /**
     * A rule that has evidence.
     *
     * @param weight points one piece of evidence adds
     * @param cap the most that all of them add
     * @param points what they add at this moment, faded and capped
     */
    public record CountedRule(
            String rule,
            double weight,
            double cap,
            @Nullable Duration halfLife,
            double points) {
        public CountedRule {
            requireNonNull(rule, "rule");
            halfLife = halfLife == null ? null : Duration.ofMillis(halfLife.toMillis());
        }
    }

    /**
     * What a rule's window held when it last counted.
     *
     * @param span how far it looks back, in whole milliseconds
     * @param observed signals, distinct values, or kilometres an hour
     * @param required what it takes, in the same unit
     * @param signals the ids of those it counted, in order of event time
     */
    public record WindowState(
            String rule, WindowKind kind, Duration span, double observed, double required, List<String> signals) {
        public WindowState {
            requireNonNull(rule, "rule");
            requireNonNull(kind, "kind");
            span = Duration.ofMillis(span.toMillis());
            signals = List.copyOf(signals);
        }
    }

    /** What a window looks at. */
    public enum WindowKind {
        UNKNOWN,
        COUNT,
        DISTINCT,
        RATE,
        FIRST_SEEN,
        TRAVEL
    }
}
