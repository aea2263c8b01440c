// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.backtest.stage;

import io.tocsin.risk.identity.IdentityProcessor;
import io.tocsin.schemas.recording.RecordedSignal;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.api.Record;

/** Signals in, their copies for the principals they concern out. Used by one thread. */
public final class IdentityStage {
    private static final String RESOLVED = "resolved";
    private static final String LINKS = "links";
    private static final String UNRESOLVED = "unresolved";

    private final IdentityProcessor processor;
    private final LoneContext context;
    private List<Record<CanonicalId, Object>> copies = new ArrayList<>();
    private long unresolved;

    public IdentityStage(Wire wire) {
        processor = new IdentityProcessor(
                new IdentityProcessor.Nodes(
                        "aliases", "principals", "deadlines", "parked", "news", RESOLVED, LINKS, UNRESOLVED),
                wire.values(Topics.SIGNALS),
                IdentityProcessor.Settings.standard());
        context = new LoneContext(
                Stream.of("aliases", "principals", "deadlines", "parked", "news")
                        .map(MemoryStore::new)
                        .toList(),
                this::take);
        processor.init(context);
    }

    /** In the order in which they were forwarded. */
    public List<Record<CanonicalId, Object>> resolve(RecordedSignal recorded) {
        long timestamp = recorded.timestamp().toEpochMilli();
        context.at(timestamp);
        copies = new ArrayList<>(4);
        processor.process(new Record<>(recorded.key(), recorded.signal(), timestamp));
        return copies;
    }

    private void take(Record<?, ?> record, String node) {
        switch (node) {
            case RESOLVED -> {
                if (record.key() instanceof CanonicalId to && record.value() instanceof Signal copy) {
                    copies.add(new Record<>(to, copy, record.timestamp()));
                }
            }
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
