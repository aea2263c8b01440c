// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.config.value;

import io.tocsin.schemas.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A secret whose value stands in a file or is printed by a command, and is read again: now and then, and when somebody
 * refuses it. What cannot be read changes nothing. A value that was replaced stays valid for an hour, as those who use
 * it do not change theirs at the same moment.
 */
final class Kept implements Secret.Keeper {
    private static final Logger LOG = LoggerFactory.getLogger(Kept.class);
    /** How long a value that was replaced stays valid. */
    static final Duration OVERLAP = Duration.ofHours(1);
    /** How often somebody's refusal makes it look. */
    static final Duration SELDOM = Duration.ofSeconds(10);

    private final String what;
    private final Supplier<String> source;
    private final Duration every;
    private final InstantSource clock;
    private volatile Held held;
    private Instant looked;

    private record Held(List<String> values, Instant since) {}

    /**
     * A value that was read a moment ago.
     *
     * @param what how messages call it
     * @param source throws {@link IllegalArgumentException} where there is no value
     * @param every how often to look whether there is another
     */
    Kept(String what, String value, Supplier<String> source, Duration every, InstantSource clock) {
        this.what = what;
        this.source = source;
        this.every = every;
        this.clock = clock;
        this.looked = clock.instant();
        this.held = new Held(List.of(value), looked);
    }

    @Override
    public List<String> valid() {
        Held now = held;
        boolean both =
                now.values().size() > 1 && clock.instant().isBefore(now.since().plus(OVERLAP));
        return both ? now.values() : now.values().subList(0, 1);
    }

    @Override
    public synchronized boolean renew() {
        return !clock.instant().isBefore(looked.plus(SELDOM)) && look();
    }

    /** Reads it again where it is time to. */
    synchronized void lookIfDue() {
        if (!clock.instant().isBefore(looked.plus(every))) {
            look();
        }
    }

    /** Reads it again; whether it is another. */
    private boolean look() {
        Instant now = clock.instant();
        looked = now;
        String before = held.values().getFirst();
        String value;
        try {
            value = source.get();
        } catch (IllegalArgumentException e) {
            LOG.warn("{} cannot be read again, what was there before stays: {}", what, e.getMessage());
            return false;
        }
        if (value.equals(before)) {
            return false;
        }
        held = new Held(List.of(value, before), now);
        LOG.info("{} has changed and is used from now on; the value before stays valid for {}", what, OVERLAP);
        return true;
    }
}
