// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.decision;

import io.tocsin.risk.policy.Policy;
import io.tocsin.risk.principal.Remembered;
import io.tocsin.risk.principal.RiskRecord;
import io.tocsin.risk.principal.RiskRecords;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.Outcome;
import io.tocsin.schemas.risk.RiskFlow;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.topic.Topics;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The second stage as a node of the topology: signals and flows for one principal in; decisions, events, assessments
 * and flows out. The record is stored before anything is forwarded, in one write.
 */
public final class RiskProcessor implements Processor<CanonicalId, Object, Object, Object> {
    private final Nodes nodes;
    private final Policy policy;
    private final Serde<Decision> decisions;
    private final InstantSource clock;
    private @Nullable Stage stage;

    /** Names of the stores this node uses and of the nodes it forwards to. */
    public record Nodes(
            String recordStore,
            String decisionStore,
            String resolved,
            String flows,
            String levels,
            String decisions,
            String events) {}

    /**
     * @param decisions how a decision is kept in the record: as its topic carries it
     * @param clock for latency stamps only; nothing is decided by it
     */
    public RiskProcessor(Nodes nodes, Policy policy, Serde<Decision> decisions, InstantSource clock) {
        this.nodes = nodes;
        this.policy = policy;
        this.decisions = decisions;
        this.clock = clock;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        Stage started = new Stage(
                context,
                context.getStateStore(nodes.recordStore),
                new RecentDecisions(context.getStateStore(nodes.decisionStore)));
        stage = started;
        started.repeating =
                context.schedule(Duration.ofMillis(1), PunctuationType.WALL_CLOCK_TIME, started::repeatOnce);
    }

    @Override
    public void process(Record<CanonicalId, Object> input) {
        Stage running = stage;
        if (running == null) {
            throw new IllegalStateException("process before init");
        }
        running.repeatOnce(input.timestamp());
        running.take(input);
    }

    private final class Stage {
        private final ProcessorContext<Object, Object> context;
        private final KeyValueStore<String, byte[]> records;
        private final RecentDecisions recent;
        private final Judge judge =
                new Judge(policy, decision -> decisions.serializer().serialize(Topics.DECISIONS.name(), decision));
        private @Nullable Cancellable repeating;
        private boolean repeated;

        private Stage(
                ProcessorContext<Object, Object> context,
                KeyValueStore<String, byte[]> records,
                RecentDecisions recent) {
            this.context = context;
            this.records = records;
            this.recent = recent;
        }

        private void take(Record<CanonicalId, Object> input) {
            CanonicalId principal = input.key();
            byte[] stored = records.get(principal.text());
            RiskRecord record = stored == null ? new RiskRecord(principal) : RiskRecords.read(stored);
            Effects effects = new Effects();
            switch (input.value()) {
                case Signal signal -> judge.take(record, signal, effects);
                case RiskFlow flow -> judge.take(record, flow, effects);
                default ->
                    throw new IllegalStateException(
                            "a " + input.value().getClass().getName() + " is neither signal nor flow");
            }
            if (effects.changed()) {
                records.put(principal.text(), RiskRecords.write(record));
            }
            if (effects.decided()) {
                recent.add(input.timestamp(), principal);
            }
            forward(input, effects);
        }

        private void forward(Record<CanonicalId, Object> input, Effects effects) {
            // what is waited for goes first
            effects.decisions().forEach(decision -> forward(decision, input.timestamp()));
            effects.flows().forEach(flow -> send(flow.to(), flow, input.timestamp(), nodes.flows));
            effects.redirects()
                    .forEach(redirect -> send(redirect.to(), redirect.signal(), input.timestamp(), nodes.resolved));
            effects.assessment().ifPresent(now -> send(now.principal(), now, input.timestamp(), nodes.levels));
            if (effects.forgotten()) {
                send(input.key(), null, input.timestamp(), nodes.levels);
            }
        }

        private void forward(Remembered remembered, long timestamp) {
            Decision decision = decisions.deserializer().deserialize(Topics.DECISIONS.name(), remembered.decision());
            if (decision.outcome() == Outcome.EMITTED && decision.subject() != null && decision.event() != null) {
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
                        nodes.events);
            }
            send(decision.principal(), decision, timestamp, nodes.decisions);
        }

        private void repeatOnce(long timestamp) {
            if (repeated) {
                return;
            }
            repeated = true;
            if (repeating != null) {
                repeating.cancel();
            }
            for (CanonicalId principal : recent.principals()) {
                byte[] stored = records.get(principal.text());
                if (stored != null) {
                    RiskRecords.read(stored).decisions().forEach(decision -> forward(decision, timestamp));
                }
            }
        }

        private void send(CanonicalId key, @Nullable Object value, long timestamp, String node) {
            context.forward(new Record<Object, Object>(key, value, timestamp), node);
        }
    }
}
