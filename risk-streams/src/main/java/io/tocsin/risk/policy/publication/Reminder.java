// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.publication;

import io.tocsin.schemas.policy.PolicyEntry.Shadow;
import io.tocsin.schemas.policy.PolicyVersion;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log, once a day, which shadows were left: each costs time for every signal, and nobody looks at it. */
final class Reminder implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Reminder.class);
    private static final Duration AGAIN = Duration.ofDays(1);
    private static final Duration LOOK = Duration.ofMinutes(10);

    private final Supplier<List<Shadow>> left;
    private final InstantSource clock;
    private final Map<PolicyVersion, Instant> said = new HashMap<>();
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("tocsin-policy-reminder").factory());

    Reminder(Supplier<List<Shadow>> left, InstantSource clock) {
        this.left = left;
        this.clock = clock;
    }

    /** @param left the shadows that have been one for longer than anybody watches */
    static Reminder start(Supplier<List<Shadow>> left, InstantSource clock) {
        Reminder reminder = new Reminder(left, clock);
        var unused = reminder.looking.scheduleWithFixedDelay(
                reminder::look, LOOK.toSeconds(), LOOK.toSeconds(), TimeUnit.SECONDS);
        return reminder;
    }

    /** Says what has not been said lately, and returns that. */
    synchronized List<Shadow> look() {
        Instant now = clock.instant();
        List<Shadow> mentioned = new ArrayList<>();
        List<Shadow> all = left.get();
        said.keySet().retainAll(all.stream().map(Shadow::version).toList());
        for (Shadow shadow : all) {
            Instant last = said.get(shadow.version());
            if (last == null || !now.isBefore(last.plus(AGAIN))) {
                said.put(shadow.version(), now);
                mentioned.add(shadow);
                log.warn(
                        "policies: {} has been a shadow since {} and costs time for every signal; look at it with"
                                + " policy shadow, then promote or withdraw it",
                        NextStep.text(shadow.version()),
                        shadow.since());
            }
        }
        return mentioned;
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }
}
