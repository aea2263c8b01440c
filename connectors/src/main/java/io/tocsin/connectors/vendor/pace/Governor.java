// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.vendor.pace;

import io.tocsin.connectors.time.Time;
import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.connectors.vendor.Reply;
import io.tocsin.connectors.vendor.VendorApi;
import io.tocsin.schemas.connector.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps all questions under one credential within what the vendor allows, and leaves the rest of that to others: a pace
 * of our own, corrected by what the vendor's answers say. For use by several threads.
 */
public final class Governor {
    /** How many questions may go at once after a quiet time. */
    private static final int BURST = 4;
    /** A longer wait is not waited here, so that it is kept with the checkpoint. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);
    private static final Duration LAST_BACKOFF = Duration.ofMinutes(2);

    private final Duration spacing;
    private final double share;
    private final Time time;
    private final RandomGenerator random;
    private Instant paid;
    private Instant closedUntil;
    private int throttled;

    /**
     * A governor of a credential.
     *
     * @param perMinute how many questions a minute the vendor allows, as far as known
     * @param share how much of that is ours, above 0 up to 1
     */
    public Governor(int perMinute, double share, InstantSource clock, RandomGenerator random) {
        this.spacing = Duration.ofNanos((long) (60_000_000_000.0 / (perMinute * share)));
        this.share = share;
        this.time = Time.of(clock);
        this.random = random;
        this.paid = Instant.EPOCH;
        this.closedUntil = Instant.EPOCH;
    }

    /** Every question waits for its turn, and every answer is heard. */
    public VendorApi govern(VendorApi api) {
        return ask -> {
            await();
            Reply reply = api.send(ask);
            heard(reply);
            return reply;
        };
    }

    private synchronized void await() throws FaultException, InterruptedException {
        while (true) {
            Instant now = time.instant();
            Instant turn = turn();
            Duration wait = Duration.between(now, turn);
            if (!wait.isPositive()) {
                paid = (paid.isAfter(now) ? paid : now).plus(spacing);
                return;
            }
            if (wait.compareTo(PATIENCE) > 0) {
                throw new FaultException(
                        Trouble.Kind.THROTTLED, "our share of the vendor's limit is used up", turn, null);
            }
            time.await(this, wait);
        }
    }

    /** When the next question may go. */
    synchronized Instant turn() {
        Instant paced = paid.minus(spacing.multipliedBy(BURST - 1));
        return paced.isAfter(closedUntil) ? paced : closedUntil;
    }

    /** Takes in what an answer says of the limits. */
    public synchronized void heard(Reply reply) {
        Instant now = time.instant();
        if (reply.status() == 429) {
            throttled++;
            Instant told = RateHeaders.notBefore(reply, now);
            close(told == null ? now.plus(backoff()) : told);
            return;
        }
        if (reply.status() < 500) {
            throttled = 0;
        }
        RateHeaders headers = RateHeaders.of(reply, now);
        @Nullable Long limit = headers.limit();
        @Nullable Long remaining = headers.remaining();
        @Nullable Instant reset = headers.reset();
        // one that resets in the past or far away is another clock's, or another header's meaning
        if (limit != null && remaining != null && reset != null && reset.isAfter(now) && limit > 1) {
            if (remaining <= Math.floor(limit * (1 - share)) && remaining < limit) {
                close(reset);
            }
        }
    }

    private void close(Instant until) {
        if (until.isAfter(closedUntil)) {
            closedUntil = until;
        }
    }

    /** Full jitter: many hubs that were refused together must not come back together. */
    private Duration backoff() {
        long most =
                Math.min(LAST_BACKOFF.toMillis(), FIRST_BACKOFF.toMillis() << Math.min(20, Math.max(0, throttled - 1)));
        return Duration.ofMillis(1 + random.nextLong(most));
    }
}
