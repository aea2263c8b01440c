// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.backtest.stage;

import io.tocsin.risk.identity.IdentityProcessor;
import io.tocsin.risk.task.SourceWatch;
import io.tocsin.schemas.recording.RecordedSignal;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.Record;

/** Signals in; their copies for the principals they concern, and which sources are heard, out. Used by one thread. */
public final class IdentityStage {
    private static final String RESOLVED = "resolved";
    private static final String LINKS = "links";
    private static final String UNRESOLVED = "unresolved";
    private static final String CONTROL = "control";
    private static final List<String> STORES = List.of("aliases", "principals", "deadlines", "parked", "news");

    private final IdentityProcessor identity;
    private final SourceWatch watch;
    private final LoneContext context;
    private List<Record<Object, Object>> told = new ArrayList<>();
    private long unresolved;

    public IdentityStage(Wire wire) {
        identity = new IdentityProcessor(
                new IdentityProcessor.Nodes(
                        STORES.get(0),
                        STORES.get(1),
                        STORES.get(2),
                        STORES.get(3),
                        STORES.get(4),
                        RESOLVED,
                        LINKS,
                        UNRESOLVED),
                wire.values(Topics.SIGNALS),
                IdentityProcessor.Settings.standard());
        watch = new SourceWatch(CONTROL);
        context = new LoneContext(STORES.stream().map(MemoryStore::new).toList(), this::take);
        identity.init(context);
        watch.init(context);
    }

    /** What the risk stage hears because of one signal, in order. */
    public List<Record<Object, Object>> resolve(RecordedSignal recorded) {
        long timestamp = recorded.timestamp().toEpochMilli();
        context.at(timestamp);
        told = new ArrayList<>(4);
        watch.process(new Record<>(recorded.key(), recorded.signal(), timestamp));
        identity.process(new Record<>(recorded.key(), recorded.signal(), timestamp));
        return told;
    }

    private void take(Record<?, ?> record, String node) {
        switch (node) {
            case RESOLVED, CONTROL -> told.add(new Record<>(record.key(), record.value(), record.timestamp()));
            case UNRESOLVED -> unresolved++;
            case LINKS -> {}
            default -> throw new IllegalStateException("identity forwarded to " + node);
        }
    }

    /** How many signals named nobody. */
    public long unresolved() {
        return unresolved;
    }
}
