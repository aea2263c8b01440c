// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.opinion;

import io.tocsin.risk.policy.Policy;
import io.tocsin.risk.policy.Rule;
import io.tocsin.risk.state.Sparse;
import io.tocsin.risk.state.StateReader;
import io.tocsin.risk.state.StateWriter;
import io.tocsin.schemas.policy.PolicyVersion;
import io.tocsin.schemas.risk.Scoring.WindowKind;
import io.tocsin.schemas.risk.Scoring.WindowState;
import io.tocsin.schemas.signal.RiskLevel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** What one policy thinks of one principal. Mutable, and used by one thread while it takes in one input. */
public final class Opinion {
    private static final int MAX_DECISIONS = 8;
    private static final int MAX_HELD = 8;

    private final PolicyVersion version;
    private Evidence evidence = new Evidence();
    private RiskLevel scored = RiskLevel.UNKNOWN;
    private RiskLevel level = RiskLevel.UNKNOWN;
    private RiskLevel told = RiskLevel.UNKNOWN;
    private double score;
    private boolean over;
    private SortedSet<String> stale = Collections.emptySortedSet();
    private SortedMap<String, Instant> doubts = Collections.emptySortedMap();
    private SortedMap<String, WindowState> windows = Collections.emptySortedMap();
    private Set<String> silenced = Collections.emptySet();
    private final List<Held> held = new ArrayList<>();
    private final List<Remembered> decisions = new ArrayList<>();

    public Opinion(PolicyVersion version) {
        this.version = version;
    }

    /** What {@code policy} thinks to begin with, where {@code former} decided until now. */
    public static Opinion after(Opinion former, Policy policy, Map<String, Rule> rules) {
        Opinion opinion = new Opinion(policy.version());
        opinion.evidence = former.evidence.under(rules);
        former.windows.forEach((rule, state) -> {
            if (rules.containsKey(rule)) {
                opinion.window(state);
            }
        });
        former.doubts.forEach((rule, until) -> {
            if (rules.containsKey(rule)) {
                opinion.doubt(List.of(rule), until);
            }
        });
        opinion.standWhere(former);
        opinion.stale(former.stale);
        return opinion;
    }

    /** From now on this decides instead of {@code former}: what receivers know, and what is held, is from there. */
    public void takeOver(Opinion former) {
        standWhere(former);
        over = false;
        former.held.forEach(this::hold);
    }

    private void standWhere(Opinion former) {
        scored = former.scored;
        level = former.level;
        told = former.told;
        score = former.score;
    }

    public PolicyVersion version() {
        return version;
    }

    public Evidence evidence() {
        return evidence;
    }

    /** The level that the score makes, whether or not all sources can be heard. */
    public RiskLevel scored() {
        return scored;
    }

    /** The level as it is shown; UNKNOWN where a source that matters is quiet. */
    public RiskLevel level() {
        return level;
    }

    /** The level that was shown last and was not UNKNOWN. */
    public RiskLevel told() {
        return told;
    }

    public double score() {
        return score;
    }

    /** Says whether that is another level than before. */
    public boolean stand(double nowScore, RiskLevel nowScored, RiskLevel nowLevel) {
        boolean changed = scored != nowScored || level != nowLevel;
        score = nowScore;
        scored = nowScored;
        level = nowLevel;
        told = nowLevel == RiskLevel.UNKNOWN ? told : nowLevel;
        return changed;
    }

    /** Has this policy revoked the session? A shadow may have, while the session lives on. */
    public boolean isOver() {
        return over;
    }

    public void close() {
        over = true;
    }

    /** The vendors whose silence makes this UNKNOWN. */
    public Set<String> stale() {
        return Set.copyOf(stale);
    }

    /** Is a vendor silent of which that is said? */
    public boolean isStale() {
        return !stale.isEmpty();
    }

    public boolean isStale(String vendor) {
        return stale.contains(vendor);
    }

    public void stale(Collection<String> now) {
        stale = now.isEmpty() ? Collections.emptySortedSet() : new TreeSet<>(now);
    }

    /** Evidence under these rules counts less until then. */
    public void doubt(Collection<String> rules, Instant until) {
        for (String rule : rules) {
            doubts = Sparse.own(doubts);
            doubts.merge(rule, until, (a, b) -> a.isAfter(b) ? a : b);
        }
    }

    public boolean doubts(String rule, Instant at) {
        Instant until = doubts.get(rule);
        return until != null && at.isBefore(until);
    }

    /** What each rule's window held when it last held, by rule. */
    public Map<String, WindowState> windows() {
        return Map.copyOf(windows);
    }

    public void window(WindowState state) {
        windows = Sparse.own(windows);
        windows.put(state.rule(), state);
    }

    /** Has a decision of this sort not been recorded yet, since {@link #speakAgain}? From now on it has. */
    public boolean firstOf(String sort) {
        silenced = Sparse.own(silenced);
        return silenced.add(sort);
    }

    /** Is there any sort that {@link #firstOf} has heard of? */
    public boolean isSilenced() {
        return !silenced.isEmpty();
    }

    public void speakAgain(String sort) {
        silenced.remove(sort);
    }

    public List<Held> held() {
        return List.copyOf(held);
    }

    public void hold(Held decision) {
        if (held.stream().noneMatch(h -> h.id().equals(decision.id()))) {
            held.add(decision);
        }
    }

    /** Those that have to give way because there are too many, the oldest first. */
    public List<Held> tooMany() {
        return List.copyOf(held.subList(0, Math.max(0, held.size() - MAX_HELD)));
    }

    public Optional<Held> held(String id) {
        return held.stream().filter(h -> h.id().equals(id)).findFirst();
    }

    public void release(Held decision) {
        held.remove(decision);
    }

    /** Echoes, however many, push out nothing that may have to be told again. */
    public void remember(Remembered decision) {
        decisions.add(decision);
        while (decisions.size() > MAX_DECISIONS) {
            decisions.remove(decisions.stream()
                    .filter(Remembered::answersEcho)
                    .findFirst()
                    .orElse(decisions.getFirst()));
        }
    }

    public List<Remembered> decisions() {
        return List.copyOf(decisions);
    }

    /** The decisions that this signal, or the flow it caused, brought about. */
    public List<Remembered> decisionsFor(String cause) {
        return decisions.stream().filter(d -> d.answers(cause)).toList();
    }

    /** Folds that of a principal that turned out to be this one into it. */
    public void absorb(Opinion other) {
        evidence.addAll(other.evidence);
        other.doubts.forEach((rule, until) -> doubt(List.of(rule), until));
        other.windows.forEach((rule, state) -> {
            if (!windows.containsKey(rule)) {
                window(state);
            }
        });
        other.held.forEach(this::hold);
        other.decisions.forEach(this::remember);
    }

    public void write(StateWriter out) {
        out.text(version.name());
        out.int64(version.number());
        out.text(version.hash());
        evidence.write(out);
        out.name(scored);
        out.name(level);
        out.name(told);
        out.float64(score);
        out.bool(over);
        out.each(stale, out::text);
        out.each(doubts.entrySet(), doubt -> {
            out.text(doubt.getKey());
            out.instant(doubt.getValue());
        });
        out.each(windows.values(), window -> {
            out.text(window.rule());
            out.name(window.kind());
            out.duration(window.span());
            out.float64(window.observed());
            out.float64(window.required());
            out.each(window.signals(), out::text);
        });
        out.each(silenced, out::text);
        out.each(held, decision -> decision.write(out));
        out.each(decisions, decision -> decision.write(out));
    }

    public static Opinion read(StateReader in) {
        Opinion opinion = new Opinion(new PolicyVersion(in.text(), (int) in.int64(), in.text()));
        opinion.evidence = Evidence.read(in);
        opinion.scored = in.name(RiskLevel.class);
        opinion.level = in.name(RiskLevel.class);
        opinion.told = in.name(RiskLevel.class);
        opinion.score = in.float64();
        opinion.over = in.bool();
        opinion.stale(in.each(in::text));
        in.each(() -> Map.entry(in.text(), in.instant()))
                .forEach(d -> opinion.doubt(List.of(d.getKey()), d.getValue()));
        in.each(() -> new WindowState(
                        in.text(),
                        in.name(WindowKind.class),
                        in.duration(),
                        in.float64(),
                        in.float64(),
                        in.each(in::text)))
                .forEach(opinion::window);
        in.each(in::text).forEach(opinion::firstOf);
        opinion.held.addAll(in.each(() -> Held.read(in)));
        opinion.decisions.addAll(in.each(() -> Remembered.read(in)));
        return opinion;
    }
}
