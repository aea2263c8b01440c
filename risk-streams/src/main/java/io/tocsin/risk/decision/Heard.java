// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.decision;

import io.tocsin.risk.policy.condition.Condition;
import io.tocsin.risk.policy.condition.SignalFacts;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.signal.Signal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A signal as every policy hears it: what it says, and what it changed that holds whatever policy one has. A condition
 * that several policies share is asked once.
 */
public final class Heard {
    private final Signal signal;
    private final Instant at;
    /** Made when it is asked for: most signals mean nothing to most conditions, which their type shows. */
    private @Nullable SignalFacts facts;

    private final Set<String> about;
    private final @Nullable Flip flip;
    private final boolean mayAdd;
    private final boolean changed;
    private final Map<String, Boolean> answers = new HashMap<>();

    /** Compliance before and after, where it flipped. */
    public record Flip(ComplianceStatus previous, ComplianceStatus current) {}

    /**
     * @param about what later evidence would have to be about to replace this, or to take it back
     * @param mayAdd it is news; otherwise it can take back, but holds nothing against anybody
     * @param changed something that holds whatever policy one has
     */
    public Heard(Signal signal, Instant at, Set<String> about, @Nullable Flip flip, boolean mayAdd, boolean changed) {
        this.signal = signal;
        this.at = at;
        this.about = about;
        this.flip = flip;
        this.mayAdd = mayAdd;
        this.changed = changed;
    }

    public Signal signal() {
        return signal;
    }

    public Instant at() {
        return at;
    }

    public SignalFacts facts() {
        SignalFacts made = facts;
        if (made == null) {
            made = SignalFacts.of(signal);
            facts = made;
        }
        return made;
    }

    public Set<String> about() {
        return about;
    }

    @Nullable
    public Flip flip() {
        return flip;
    }

    public boolean mayAdd() {
        return mayAdd;
    }

    /** Did it change something that holds whatever policy one has? */
    public boolean changed() {
        return changed;
    }

    public boolean is(Condition condition) {
        if (!condition.mayHold(signal.type())) {
            return false;
        }
        Boolean known = answers.get(condition.text());
        if (known == null) {
            known = condition.matches(facts());
            answers.put(condition.text(), known);
        }
        return known;
    }

    /** When it happened. A source whose clock runs ahead must not make everything else look old. */
    public static Instant eventTime(Signal signal) {
        Instant event = signal.times().event();
        return event.isAfter(signal.times().ingested()) ? signal.times().ingested() : event;
    }
}
