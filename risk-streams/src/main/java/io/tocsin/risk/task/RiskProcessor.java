// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.task;

import io.tocsin.risk.policy.PoliciesInForce;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.RiskControl;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.IntSupplier;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * The second stage as a node of the topology: signals, flows and control in; decisions, events, assessments, flows and
 * control out.
 */
public final class RiskProcessor implements Processor<Object, Object, Object, Object> {
    private static final Duration SOON = Duration.ofMillis(200);

    private final Nodes nodes;
    private final Setting setting;
    private @Nullable ProcessorContext<Object, Object> context;
    private @Nullable Partition partition;

    /** Names of the stores this node uses and of the nodes it forwards to. */
    public record Nodes(
            String recordStore,
            String controlStore,
            String resolved,
            String flows,
            String levels,
            String decisions,
            String events,
            String control) {}

    /**
     * What all partitions share.
     *
     * @param configured in force before anything else is
     * @param partitions of the topics of this stage; asked once they can be
     * @param decisions how a decision is kept in the record: as its topic carries it
     * @param tally counts what is decided
     * @param clock for latency stamps, and to know that a partition is idle; nothing is decided by it
     */
    public record Setting(
            PoliciesInForce configured,
            PolicyShelf shelf,
            IntSupplier partitions,
            Serde<Decision> decisions,
            Serde<RiskControl> controls,
            Tally tally,
            InstantSource clock) {}

    public RiskProcessor(Nodes nodes, Setting setting) {
        this.nodes = nodes;
        this.setting = setting;
    }

    @Override
    public void init(ProcessorContext<Object, Object> started) {
        context = started;
        // what the task before this one may not have got out is said again soon, input or not
        started.schedule(
                SOON, PunctuationType.WALL_CLOCK_TIME, now -> partition().lookUp());
    }

    @Override
    public void process(Record<Object, Object> input) {
        partition().take(input);
    }

    private Partition partition() {
        Partition running = partition;
        if (running == null) {
            if (context == null) {
                throw new IllegalStateException("process before init");
            }
            running = new Partition(context, nodes, setting);
            partition = running;
        }
        return running;
    }
}
