// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.inbound;

import io.tocsin.connectors.mapping.SignalDraft;
import io.tocsin.receiver.StreamHealth;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.origin.SignalTimes;
import io.tocsin.schemas.origin.TimeQuality;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * That a transmitter works, although it has nothing to tell: else its silence would make all it ever spoke of stale.
 * Used by one thread.
 */
final class Heartbeats {
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final Map<String, SetSignals> sources;
    private final Map<String, Instant> told = new HashMap<>();

    /** @param sources by the names of their streams */
    Heartbeats(Map<String, SetSignals> sources) {
        this.sources = Map.copyOf(sources);
    }

    /** One for each stream that was heard since the last one, at most one a minute. */
    List<Signal> due(List<StreamHealth> streams) {
        List<Signal> due = new ArrayList<>();
        for (StreamHealth stream : streams) {
            SetSignals source = sources.get(stream.name());
            Instant last = told.getOrDefault(stream.name(), Instant.MIN);
            if (source != null
                    && stream.heard().isPresent()
                    && (last.equals(Instant.MIN) || !stream.heard().get().isBefore(last.plus(EVERY)))) {
                Instant heard = stream.heard().get();
                told.put(stream.name(), heard);
                due.add(heartbeat(source.origin("heartbeat", null), heard));
            }
        }
        return due;
    }

    private static Signal heartbeat(SignalSource source, Instant heard) {
        return SignalDraft.of(
                        new SignalTimes(heard, TimeQuality.RECEIVED, null, heard),
                        source,
                        source.connector() + " heartbeat " + heard)
                .signal(SignalType.HEARTBEAT, new SignalPayload.None(), 0);
    }
}
