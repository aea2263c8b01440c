// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.chaos;

import io.tocsin.benchmarks.chaos.ledger.Ledger;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Plays rounds and compares, at the end of each, what was accepted with what arrived. */
final class Rounds {
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LONGEST_MILLIS = TimeUnit.SECONDS.toMillis(90);
    private static final List<String> BOTH = List.of(Streams.PUSH, Streams.POLL);

    /**
     * One round's outcome.
     *
     * @param resumeMillis from the last kill, or where only a new process can go on from its start, until both streams
     *     brought something that was written later
     * @param missing SETs that did not arrive in time
     */
    record Outcome(Schedule schedule, long resumeMillis, int missing) {}

    private final Actors actors;
    private final Load load;
    private final Ledger ledger;
    private final InstantSource clock;

    Rounds(Actors actors, Load load, Ledger ledger, InstantSource clock) {
        this.actors = actors;
        this.load = load;
        this.ledger = ledger;
        this.clock = clock;
    }

    Outcome play(Schedule schedule) throws IOException, InterruptedException {
        ledger.nextRound();
        load.on();
        long since = 0;
        List<CompletableFuture<Long>> restarts = new ArrayList<>();
        for (Schedule.Kill kill : schedule.kills()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(kill.afterMillis()));
            actors.kill(kill.victim(), kill.which());
            since = clock.millis();
            restarts.add(CompletableFuture.supplyAsync(
                    () -> restarted(kill),
                    CompletableFuture.delayedExecutor(kill.downMillis(), TimeUnit.MILLISECONDS)));
        }
        for (int i = 0; i < restarts.size(); i++) {
            long started = restarts.get(i).join();
            boolean othersGoOn =
                    schedule.kills().get(i).victim() == Victim.TRANSMITTER && actors.transmitterCount() > 1;
            since = Math.max(since, othersGoOn ? since : started);
        }
        long resumed = awaitResumed(since);
        schedule.kills().forEach(kill -> actors.awaitUp(kill.victim(), kill.which()));
        load.off();
        return new Outcome(schedule, resumed, awaitAll());
    }

    private long restarted(Schedule.Kill kill) {
        try {
            long now = clock.millis();
            actors.start(kill.victim(), kill.which());
            return now;
        } catch (IOException e) {
            throw new IllegalStateException(kill.victim() + " could not be started", e);
        }
    }

    private long awaitResumed(long since) throws IOException {
        while (true) {
            ledger.read();
            List<Optional<Long>> firsts = BOTH.stream()
                    .map(stream -> ledger.firstAfter(stream, since, load.accepted()))
                    .toList();
            if (firsts.stream().allMatch(Optional::isPresent)) {
                return firsts.stream()
                                .mapToLong(first -> first.orElse(since))
                                .max()
                                .orElse(since)
                        - since;
            }
            if (clock.millis() - since > LONGEST_MILLIS) {
                return LONGEST_MILLIS;
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
    }

    /** What is begun is still accepted, and what is accepted arrives; how many SETs did not. */
    private int awaitAll() throws IOException {
        long begun = clock.millis();
        int missing = Integer.MAX_VALUE;
        while (missing > 0 && clock.millis() - begun < LONGEST_MILLIS) {
            LockSupport.parkNanos(10 * STEP_NANOS);
            ledger.read();
            missing = missing();
        }
        return missing;
    }

    /** SETs of accepted events, of any round, that have not arrived. */
    int missing() {
        int missing = load.unfinished();
        for (String txn : load.accepted().keySet()) {
            for (String stream : BOTH) {
                missing += ledger.has(stream, txn) ? 0 : 1;
            }
        }
        return missing;
    }
}
