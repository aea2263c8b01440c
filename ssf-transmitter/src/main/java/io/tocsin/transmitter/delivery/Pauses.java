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
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts again the streams that we paused because their deliveries failed. Nothing may be sent to a paused stream, so
 * nothing can tell whether its receiver is back: after a wait the stream is enabled, which announces it by
 * {@code stream-updated} (SSF 1.0 §8.1.5), and what becomes of that SET decides. The wait grows with each pause without
 * a success since; how many there were is kept with the stream, so that it outlives the process and goes where the
 * stream goes. Used by one thread.
 */
final class Pauses {
    private static final Logger LOG = LoggerFactory.getLogger(Pauses.class);

    /** Whoever did not hear us is told again after that. */
    private static final Duration ASK_AGAIN = Duration.ofMinutes(1);

    private final Patience patience;
    private final StreamStops stops;
    private final Map<String, Asked> asked = new HashMap<>();

    /**
     * What we last asked for a stream.
     *
     * @param over that its pauses be forgotten, else that it be enabled
     */
    private record Asked(Instant at, boolean over) {}

    Pauses(Patience patience, StreamStops stops) {
        this.patience = patience;
        this.stops = stops;
    }

    /** Something was taken: whatever it was is over. */
    void taken(StreamRegistration stream, Instant now) {
        if (stream.state().failedPauses() > 0 && stream.status() == StreamStatus.ENABLED && mayAsk(stream, true, now)) {
            done(stops.over(stream.streamId()), stream.streamId(), "its pauses could not be forgotten");
        }
    }

    void forget(String streamId) {
        asked.remove(streamId);
    }

    /** Ends the pause if it is ours and has been long enough. */
    void look(StreamRegistration stream, Instant now) {
        StreamState state = stream.state();
        if (!StreamStops.isOurs(state)) {
            return;
        }
        Duration wait = patience.resume().ceiling(Math.max(1, state.failedPauses()));
        if (!now.isBefore(state.since().plus(wait)) && !state.announcing(now) && mayAsk(stream, false, now)) {
            String id = stream.streamId();
            LOG.info("stream {} has been paused for {} and is tried again", id, wait);
            done(stops.resume(id, "trying again after " + text(wait)), id, "it could not be enabled");
        }
    }

    /** At most now and then for one state of a stream. */
    private boolean mayAsk(StreamRegistration stream, boolean over, Instant now) {
        Asked before = asked.get(stream.streamId());
        if (before != null
                && before.over() == over
                && !before.at().isBefore(stream.state().since())
                && now.isBefore(before.at().plus(ASK_AGAIN))) {
            return false;
        }
        asked.put(stream.streamId(), new Asked(now, over));
        return true;
    }

    private static void done(CompletionStage<?> asked, String streamId, String problem) {
        var unused = asked.whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.error("stream {}: {}", streamId, problem, failure);
            }
        });
    }

    private static String text(Duration wait) {
        return wait.toMinutes() > 0 ? wait.toMinutes() + " min" : wait.toSeconds() + " s";
    }
}
