// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.delivery;

import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.stream.StreamState;
import io.tocsin.schemas.stream.StreamStatus;
import io.tocsin.transmitter.lane.failing.Patience;
import io.tocsin.transmitter.lane.failing.StreamStops;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts again the streams that we paused because their deliveries failed. Nothing may be sent to a paused stream, so
 * nothing can tell whether its receiver is back: after a wait the stream is enabled, which announces it by
 * {@code stream-updated} (SSF 1.0 §8.1.5), and what becomes of that SET decides. The wait grows with each pause without
 * a success since; a restart begins anew with the shortest. Used by one thread.
 */
final class Pauses {
    private static final Logger LOG = LoggerFactory.getLogger(Pauses.class);

    /** Whoever did not hear us is told again after that. */
    private static final Duration ASK_AGAIN = Duration.ofMinutes(1);

    private record Pause(
            Instant since, int inARow, @Nullable Instant asked) {}

    private final Patience patience;
    private final StreamStops stops;
    private final Map<String, Pause> pauses = new HashMap<>();

    Pauses(Patience patience, StreamStops stops) {
        this.patience = patience;
        this.stops = stops;
    }

    /** Something was taken: whatever it was is over. */
    void taken(String streamId) {
        if (!pauses.isEmpty()) {
            pauses.remove(streamId);
        }
    }

    void forget(String streamId) {
        pauses.remove(streamId);
    }

    /** Ends the pause if it is ours and has been long enough. */
    void look(StreamRegistration stream, Instant now) {
        StreamState state = stream.state();
        if (!StreamStops.isOurs(state)) {
            return;
        }
        String id = stream.streamId();
        Pause pause = pauses.get(id);
        if (pause == null || !pause.since().equals(state.since())) {
            pause = new Pause(state.since(), pause == null ? 1 : pause.inARow() + 1, null);
        }
        Duration wait = patience.resume().ceiling(pause.inARow());
        boolean asked = pause.asked() != null && now.isBefore(pause.asked().plus(ASK_AGAIN));
        boolean over = !asked && !now.isBefore(state.since().plus(wait)) && !state.announcing(now);
        pauses.put(id, over ? new Pause(pause.since(), pause.inARow(), now) : pause);
        if (over) {
            LOG.info("stream {} has been paused for {} and is tried again", id, wait);
            var unused = stops.set(id, StreamStatus.ENABLED, "trying again after " + text(wait))
                    .whenComplete((done, failure) -> {
                        if (failure != null) {
                            LOG.error("stream {} could not be enabled", id, failure);
                        }
                    });
        }
    }

    private static String text(Duration wait) {
        return wait.toMinutes() > 0 ? wait.toMinutes() + " min" : wait.toSeconds() + " s";
    }
}
