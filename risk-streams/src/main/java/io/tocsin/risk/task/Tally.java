// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.task;

import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.Outcome;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many decisions of each outcome a process has made; and a word in the log for those that a person should see. */
public final class Tally {
    private static final Logger log = LoggerFactory.getLogger(Tally.class);

    private final Map<Key, LongAdder> counts = new ConcurrentHashMap<>();

    /** What decisions are counted by. */
    public record Key(String policy, Decision.Mode mode, Outcome outcome, Decision.Cause cause)
            implements Comparable<Key> {
        private static final Comparator<Key> ORDER = Comparator.comparing(Key::policy)
                .thenComparing(Key::mode)
                .thenComparing(Key::outcome)
                .thenComparing(Key::cause);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    void count(Decision decision) {
        Decision.Cause cause = decision.verdict().cause();
        Key counted =
                new Key(decision.policy().version().name(), decision.policy().mode(), decision.outcome(), cause);
        counts.computeIfAbsent(counted, key -> new LongAdder()).increment();
        if (decision.policy().mode() == Decision.Mode.SHADOW) {
            return;
        }
        if (cause == Decision.Cause.EXEMPTION) {
            log.warn(
                    "risk: decision {} ({}) is not sent, the principal is exempt: {}",
                    decision.id(),
                    decision.response(),
                    decision.verdict().reason());
        } else if (decision.outcome() == Outcome.HELD) {
            log.warn(
                    "risk: decision {} ({}) is held by the breaker until somebody rules on it",
                    decision.id(),
                    decision.response());
        }
    }

    /** Since the start, decisions that were only repeated left out. */
    public Map<Key, Long> counts() {
        Map<Key, Long> now = new TreeMap<>();
        counts.forEach((key, count) -> now.put(key, count.sum()));
        return now;
    }
}
