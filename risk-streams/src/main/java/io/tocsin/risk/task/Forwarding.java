// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.task;

import io.tocsin.risk.decision.Effects;
import io.tocsin.risk.opinion.Remembered;
import io.tocsin.risk.principal.Head;
import io.tocsin.risk.principal.RiskRecord;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.Outcome;
import io.tocsin.schemas.risk.RiskControl;
import io.tocsin.schemas.risk.RiskFlow;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.topic.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** What leaves the partition, and, once after a start, what may not have left it before. */
final class Forwarding {
    /**
     * How far back decisions are said again, by the timestamps of what led to them: much longer than a commit takes.
     */
    private static final Duration AGAIN = Duration.ofMinutes(2);

    private final ProcessorContext<Object, Object> context;
    private final RiskProcessor.Nodes nodes;
    private final Deserializer<Decision> decisions;
    private final InstantSource clock;
    private @Nullable List<Head> decidedLately = new ArrayList<>();
    private long latest;

    /** @param clock for latency stamps */
    Forwarding(
            ProcessorContext<Object, Object> context,
            RiskProcessor.Nodes nodes,
            Deserializer<Decision> decisions,
            InstantSource clock) {
        this.context = context;
        this.nodes = nodes;
        this.decisions = decisions;
        this.clock = clock;
    }

    /** Before the first input: this principal's decisions are said again if they are recent, by the newest of all. */
    void willRepeat(Head head) {
        List<Head> lately = decidedLately;
        if (lately == null || head.decided() == 0) {
            return;
        }
        latest = Math.max(latest, head.decided());
        lately.add(head);
        if (lately.size() > 10_000) {
            lately.removeIf(h -> h.decided() < latest - AGAIN.toMillis());
        }
    }

    void repeatOnce(Records records) {
        List<Head> lately = decidedLately;
        if (lately == null) {
            return;
        }
        decidedLately = null;
        lately.removeIf(head -> head.decided() < latest - AGAIN.toMillis());
        lately.sort(Comparator.comparingLong(Head::decided)
                .thenComparing(head -> head.principal().text()));
        for (Head head : lately) {
            RiskRecord record = records.find(head.principal());
            if (record != null) {
                record.decisions().forEach(decision -> forward(decision, head.decided()));
            }
        }
    }

    void forward(CanonicalId principal, Effects effects, long timestamp) {
        effects.decisions().forEach(decision -> forward(decision, timestamp));
        effects.assessment().ifPresent(now -> send(now.principal(), now, timestamp, nodes.levels()));
        if (effects.forgotten()) {
            send(principal, null, timestamp, nodes.levels());
        }
    }

    /** To a principal of another partition. */
    void elsewhere(CanonicalId to, Object what, long timestamp) {
        switch (what) {
            case RiskFlow flow -> send(to, flow, timestamp, nodes.flows());
            case Signal signal -> send(to, signal, timestamp, nodes.resolved());
            case RiskControl said -> control(said, timestamp);
            default -> throw new IllegalStateException("nobody elsewhere hears a " + what.getClass());
        }
    }

    void control(RiskControl control, long timestamp) {
        send(control.key(), control, timestamp, nodes.control());
    }

    private void forward(Remembered remembered, long timestamp) {
        Decision decision = decisions.deserialize(Topics.DECISIONS.name(), remembered.decision());
        // what is waited for goes first; only what a policy in force decided is ever an event
        if (decision.outcome() == Outcome.EMITTED
                && decision.policy().mode() == Decision.Mode.ENFORCE
                && decision.subject() != null
                && decision.event() != null) {
            send(
                    decision.principal(),
                    new SecurityEvent(
                            decision.id(),
                            decision.principal(),
                            decision.subject(),
                            decision.event(),
                            decision.txn(),
                            decision.at(),
                            remembered.stamps().withDecided(clock.instant())),
                    timestamp,
                    nodes.events());
        }
        send(decision.principal(), decision, timestamp, nodes.decisions());
    }

    private void send(Object key, @Nullable Object value, long timestamp, String node) {
        context.forward(new Record<>(key, value, timestamp), node);
    }
}
