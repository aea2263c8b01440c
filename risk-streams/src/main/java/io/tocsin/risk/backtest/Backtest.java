// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.backtest;

import io.tocsin.risk.backtest.stage.IdentityStage;
import io.tocsin.risk.backtest.stage.RiskStage;
import io.tocsin.risk.policy.Policy;
import io.tocsin.schemas.recording.RecordedSignal;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.topic.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Runs policies over recorded signals. Who is meant does not depend on a policy, so signals are resolved once, and
 * every policy judges for itself: reading, resolving and each policy go on at the same time, a thread each, and none
 * sees what another does.
 */
public final class Backtest {
    private final List<Trial> trials;

    /** A policy, and who hears what it decides: on a thread of its own. */
    public record Trial(Policy policy, Heard heard) {}

    /** Hears decisions, some of them more than once, as the topic of decisions would. */
    public interface Heard {
        /**
         * One decision.
         *
         * @param decided by the timestamp of the record that brought it about
         */
        void decision(Decision decision, Instant decided);
    }

    /**
     * What there was to do.
     *
     * @param unresolved signals that named nobody
     */
    public record Summary(
            long signals,
            long unresolved,
            @Nullable Instant from,
            @Nullable Instant to,
            Duration took) {
        public double signalsPerSecond() {
            return took.isZero() ? 0 : signals * 1e9 / took.toNanos();
        }
    }

    public Backtest(List<Trial> trials) {
        if (trials.isEmpty()) {
            throw new IllegalArgumentException("no policy to try, expected at least one");
        }
        this.trials = List.copyOf(trials);
    }

    /** As the other, up to the last signal. */
    public Summary run(Supplier<@Nullable RecordedSignal> signals) throws InterruptedException {
        return run(signals, Instant.EPOCH);
    }

    /**
     * Runs, and returns when everybody has heard everything.
     *
     * @param signals gives the next one in order of their timestamps, nothing at the end; what it throws ends the run
     * @param until time goes on up to then, though nothing more is heard: what falls due by itself does
     */
    public Summary run(Supplier<@Nullable RecordedSignal> signals, Instant until) throws InterruptedException {
        long started = System.nanoTime();
        try (Wire wire = Wire.open(Map.of());
                Relay relay = new Relay()) {
            IdentityStage identity = new IdentityStage(wire);
            Pipe<RecordedSignal> read = new Pipe<>();
            List<Pipe<List<Record<Object, Object>>>> resolved = new ArrayList<>();
            for (Trial trial : trials) {
                Pipe<List<Record<Object, Object>>> pipe = new Pipe<>();
                resolved.add(pipe);
                RiskStage risk = new RiskStage(trial.policy(), wire, trial.heard()::decision);
                relay.run("risk", () -> {
                    pipe.drain(risk::hear);
                    risk.comeTo(until);
                });
            }
            relay.run("identity", () -> {
                read.drain(signal -> {
                    List<Record<Object, Object>> copies = identity.resolve(signal);
                    for (Pipe<List<Record<Object, Object>>> pipe : resolved) {
                        pipe.put(copies);
                    }
                });
                for (Pipe<List<Record<Object, Object>>> pipe : resolved) {
                    pipe.end();
                }
            });
            Reading reading = relay.whileRunning(() -> Reading.all(signals, read));
            return new Summary(
                    reading.count(),
                    identity.unresolved(),
                    reading.first(),
                    reading.last(),
                    Duration.ofNanos(System.nanoTime() - started));
        }
    }

    /** How much there was to read. */
    private record Reading(
            long count, @Nullable Instant first, @Nullable Instant last) {
        static Reading all(Supplier<@Nullable RecordedSignal> signals, Pipe<RecordedSignal> into)
                throws InterruptedException {
            long count = 0;
            Instant first = null;
            Instant last = null;
            for (RecordedSignal next = signals.get(); next != null; next = signals.get()) {
                into.put(next);
                count++;
                first = first == null ? next.timestamp() : first;
                last = next.timestamp();
            }
            into.end();
            return new Reading(count, first, last);
        }
    }
}
