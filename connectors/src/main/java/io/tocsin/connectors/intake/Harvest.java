// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.intake;

import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.metrics.ConnectorMetrics;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.topic.DeadLetter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What one delivery gives: signals, records set aside, records passed over. */
final class Harvest {
    private final String connector;
    private final String contentType;
    private final Instant at;
    private final List<Signal> signals = new ArrayList<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private final List<Mapped.Why> ignored = new ArrayList<>();

    Harvest(String connector, String contentType, Instant at) {
        this.connector = connector;
        this.contentType = contentType;
        this.at = at;
    }

    void add(Mapped mapped, Supplier<byte[]> bytes) {
        switch (mapped) {
            case Mapped.Signals all -> signals.addAll(all.signals());
            case Mapped.Partly some -> {
                signals.addAll(some.signals());
                setAside(some.reason(), bytes.get());
            }
            case Mapped.Ignored none -> ignored.add(none.why());
        }
    }

    void setAside(String reason, byte[] bytes) {
        deadLetters.add(new DeadLetter(connector, reason, bytes, contentType, at));
    }

    boolean isEmpty() {
        return signals.isEmpty() && deadLetters.isEmpty();
    }

    List<Signal> signals() {
        return signals;
    }

    List<DeadLetter> deadLetters() {
        return deadLetters;
    }

    void count(ConnectorMetrics metrics) {
        signals.forEach(signal -> metrics.signalWritten(connector, signal.type()));
        deadLetters.forEach(letter -> metrics.recordUnmapped(connector));
        ignored.forEach(why -> metrics.recordIgnored(connector, why));
    }
}
