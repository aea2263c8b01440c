// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.mapping;

import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.json.UnexpectedJsonException;
import io.tocsin.connectors.metrics.ConnectorMetrics;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.topic.DeadLetter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one delivery or page gives: signals, records set aside, records passed over. */
public final class Harvest {
    private static final Logger LOG = LoggerFactory.getLogger(Harvest.class);

    private final String connector;
    private final String contentType;
    private final Instant at;
    private final List<Signal> signals = new ArrayList<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private final List<Mapped.Why> ignored = new ArrayList<>();
    private final Set<String> wakes = new LinkedHashSet<>();

    public Harvest(String connector, String contentType, Instant at) {
        this.connector = connector;
        this.contentType = contentType;
        this.at = at;
    }

    /**
     * Maps one record. One that cannot be used is set aside, for whatever reason: it must neither stop the others nor
     * be lost, nor come again for ever.
     *
     * @param bytes of the record, for where it is set aside
     */
    public void take(RecordMapper mapper, JsonAt record, Arrival arrival, Supplier<byte[]> bytes) {
        try {
            add(mapper.map(record, arrival), bytes);
        } catch (UnexpectedJsonException e) {
            setAside(e.problem(), bytes.get());
        } catch (RuntimeException ours) {
            setAside(bug(ours), bytes.get());
        }
    }

    /** Adds what came of one record. */
    public void add(Mapped mapped, Supplier<byte[]> bytes) {
        switch (mapped) {
            case Mapped.Signals all -> signals.addAll(all.signals());
            case Mapped.Partly some -> {
                signals.addAll(some.signals());
                setAside(some.reason(), bytes.get());
            }
            case Mapped.Hint hint -> wakes.addAll(hint.wakes());
            case Mapped.Ignored none -> ignored.add(none.why());
        }
    }

    public void setAside(String reason, byte[] bytes) {
        deadLetters.add(new DeadLetter(connector, reason, bytes, contentType, at));
    }

    /**
     * The reason for a record that a bug of ours keeps from being mapped. The exception's message may hold what was
     * sent, so only its place in our code is logged.
     */
    public String bug(RuntimeException ours) {
        StackTraceElement[] trace = ours.getStackTrace();
        LOG.error(
                "Connector {} failed on what it was given, which is set aside: {} at {}",
                connector,
                ours.getClass().getName(),
                trace.length == 0 ? "?" : trace[0]);
        return "our failure: " + ours.getClass().getName();
    }

    public boolean isEmpty() {
        return signals.isEmpty() && deadLetters.isEmpty();
    }

    public List<Signal> signals() {
        return signals;
    }

    public List<DeadLetter> deadLetters() {
        return deadLetters;
    }

    /** The connectors that should ask their vendor now. */
    public Set<String> wakes() {
        return wakes;
    }

    /** Counts all of it, once it is kept. */
    public void count(ConnectorMetrics metrics) {
        signals.forEach(signal -> metrics.signalWritten(connector, signal.type()));
        deadLetters.forEach(letter -> metrics.recordUnmapped(connector));
        ignored.forEach(why -> metrics.recordIgnored(connector, why));
    }
}
