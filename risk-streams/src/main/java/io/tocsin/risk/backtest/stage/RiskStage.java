// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.backtest.stage;

import io.tocsin.risk.policy.PoliciesInForce;
import io.tocsin.risk.policy.Policy;
import io.tocsin.risk.task.PolicyShelf;
import io.tocsin.risk.task.RiskProcessor;
import io.tocsin.risk.task.Tally;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.RiskControl;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.streams.processor.api.Record;

/**
 * What the identity stage tells in, decisions out: one partition that has everybody, so that what flows between
 * principals stays within. Used by one thread.
 */
public final class RiskStage {
    private static final String REDIRECTED = "redirected";
    private static final String FLOWS = "flows";
    private static final String LEVELS = "levels";
    private static final String DECISIONS = "decisions";
    private static final String EVENTS = "events";
    private static final String CONTROL = "control";

    private final RiskProcessor processor;
    private final LoneContext context;
    private final Decided decided;
    private final Deque<Record<Object, Object>> waiting = new ArrayDeque<>();

    /** Hears of decisions. */
    public interface Decided {
        /**
         * One decision.
         *
         * @param at timestamp of the record that brought it about
         */
        void decision(Decision decision, Instant at);
    }

    /** @param decided hears every decision, some of them more than once, as the topic of decisions would */
    public RiskStage(Policy policy, Wire wire, Decided decided) {
        this.decided = decided;
        context = new LoneContext(List.of(new MemoryStore("records"), new MemoryStore("state")), this::take);
        processor = new RiskProcessor(
                new RiskProcessor.Nodes("records", "state", REDIRECTED, FLOWS, LEVELS, DECISIONS, EVENTS, CONTROL),
                new RiskProcessor.Setting(
                        PoliciesInForce.only(policy),
                        new PolicyShelf(),
                        () -> 1,
                        wire.values(Topics.DECISIONS),
                        wire.values(Topics.RISK_CONTROL),
                        new Tally(),
                        context));
        processor.init(context);
    }

    /** Takes in what the identity stage tells of one signal, and all that follows from it. */
    public void hear(List<Record<Object, Object>> told) {
        waiting.addAll(told);
        for (Record<Object, Object> next = waiting.poll(); next != null; next = waiting.poll()) {
            context.at(next.timestamp());
            processor.process(next);
        }
    }

    /** Nothing more is told: time goes on up to then, and whatever falls due by itself does. */
    public void comeTo(Instant end) {
        RiskControl tick = new RiskControl.Tick(0, end);
        hear(List.of(new Record<>(tick.key(), tick, end.toEpochMilli())));
    }

    private void take(Record<?, ?> record, String node) {
        switch (node) {
            case FLOWS, REDIRECTED, CONTROL -> {
                if (record.value() != null) {
                    waiting.add(new Record<>(record.key(), record.value(), record.timestamp()));
                }
            }
            case DECISIONS -> {
                if (record.value() instanceof Decision decision) {
                    decided.decision(decision, Instant.ofEpochMilli(record.timestamp()));
                }
            }
            case LEVELS, EVENTS -> {}
            default -> throw new IllegalStateException("risk forwarded to " + node);
        }
    }
}
