// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.task;

import io.tocsin.risk.concern.LoopGuard;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.risk.RiskControl;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.TenantShard;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Tells every partition which sources are heard: a partition hears only of its own principals, and would take a source
 * that speaks of others for silent. Once a minute for each source; a heartbeat, which is about nobody, at once. Keeps
 * nothing: after a restart the next signal is told.
 */
public final class SourceWatch implements Processor<TenantShard, Signal, Object, Object> {
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final String control;
    private final Map<Source, Instant> told = new HashMap<>();
    private @Nullable ProcessorContext<Object, Object> context;

    private record Source(String tenant, String vendor, String connector) {}

    /** @param control the node of topic {@code risk-control} */
    public SourceWatch(String control) {
        this.control = control;
    }

    @Override
    public void init(ProcessorContext<Object, Object> started) {
        context = started;
    }

    @Override
    public void process(Record<TenantShard, Signal> record) {
        Signal signal = record.value();
        if (context == null || !(LoopGuard.isEvidence(signal) || signal.type() == SignalType.HEARTBEAT)) {
            return;
        }
        SignalSource from = signal.source();
        Source source = new Source(from.tenant(), from.vendor(), from.connector());
        Instant at = signal.times().ingested();
        Instant last = told.get(source);
        if (last == null || signal.type() == SignalType.HEARTBEAT || !at.isBefore(last.plus(EVERY))) {
            told.put(source, at);
            RiskControl heard = new RiskControl.SourceStatus(
                    source.tenant, source.vendor, source.connector, RiskControl.Presence.HEARD, at);
            context.forward(new Record<>(heard.key(), heard, record.timestamp()), control);
        }
    }
}
