// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.push;

import io.tocsin.transmitter.lane.failing.Patience;
import io.tocsin.transmitter.lane.failing.Trouble;
import io.tocsin.transmitter.push.PushOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How a receiver has been taking what it is sent, and so how much it is sent now: circuit, pace and what is wrong. Not
 * thread-safe, and without a clock of its own.
 */
final class Reception {
    private final Patience patience;
    private final RandomGenerator random;
    private Circuit circuit = Circuit.fresh();
    private final Pace pace = new Pace();
    private @Nullable Trouble trouble;

    Reception(Patience patience, RandomGenerator random) {
        this.patience = patience;
        this.random = random;
    }

    /** How many more may leave, of {@code max} in flight. */
    int permits(int max, int inFlight, Instant now) {
        circuit = circuit.at(now);
        return Math.max(0, Math.min(circuit.permits(max) - inFlight, pace.permits(now)));
    }

    void left(int count) {
        pace.left(count);
    }

    /** When time alone lets one more go; empty if it does now, or answers are waited for. */
    Optional<Instant> nextAt(int max, int inFlight, Instant now) {
        if (circuit instanceof Circuit.Open open) {
            return Optional.of(open.until());
        }
        if (circuit.permits(max) <= inFlight) {
            return Optional.empty();
        }
        return Optional.of(pace.nextAt(now)).filter(at -> at.isAfter(now));
    }

    /** It answered as it should. */
    void succeeded(Instant now) {
        circuit = circuit.succeeded();
        pace.accepted(now);
        trouble = null;
    }

    /** Somebody has to mend something. When the SET may be tried again. */
    Instant refused(PushOutcome.Refused refused, Instant now) {
        Instant until = now.plus(patience.slowBackoff().delay(failures() + 1, random));
        circuit = circuit.opened(until);
        troubled(refused.reason(), true, now);
        return until;
    }

    /** It took no more for now. When the SET may be tried again. */
    Instant throttled(PushOutcome.Throttled throttled, int attempt, Instant now) {
        Duration wait = throttled.retryAfter();
        if (wait == null) {
            wait = patience.backoff().delay(attempt, random);
        }
        pace.throttled(now, wait);
        circuit = circuit.opened(now.plus(wait));
        troubled(throttled.reason(), false, now);
        return now.plus(wait);
    }

    /** It may go well the next time. When the SET may be tried again. */
    Instant failed(PushOutcome.Transient failed, int attempt, Instant now) {
        Duration asked = failed.retryAfter();
        Instant own = now.plus(longer(asked, patience.backoff().delay(attempt, random)));
        Instant all = now.plus(longer(asked, patience.backoff().delay(failures() + 1, random)));
        circuit = asked == null ? circuit.failed(all) : circuit.opened(all);
        troubled(failed.reason(), false, now);
        return own;
    }

    /**
     * Has it failed for so long that its stream should be paused?
     *
     * @param onTrial the stream was paused for it before and is only tried again, if by another process
     */
    boolean exhausted(boolean onTrial) {
        return trouble != null && (patience.isOver(trouble) || (onTrial && patience.hasTried(trouble)));
    }

    /** There is a reason to look now, whatever the circuit says. */
    void probe() {
        circuit = circuit.probed();
    }

    /** The stream was started again: by us to see whether it is over, by others because it is. */
    void resumed(boolean byUs) {
        probe();
        trouble = trouble == null || !byUs ? null : trouble.resumed();
    }

    @Nullable
    Trouble trouble() {
        return trouble;
    }

    Circuit circuit() {
        return circuit;
    }

    boolean unlimited() {
        return circuit instanceof Circuit.Closed && pace.unlimited() && trouble == null;
    }

    /** In a row, for back-off: the circuit forgets them when it is probed with success. */
    private int failures() {
        return circuit.failures();
    }

    private void troubled(String reason, boolean refused, Instant now) {
        trouble = trouble == null ? Trouble.first(reason, refused, now) : trouble.again(reason, refused, now);
    }

    private static Duration longer(@Nullable Duration asked, Duration ours) {
        return asked != null && asked.compareTo(ours) > 0 ? asked : ours;
    }
}
