// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.pull;

import io.tocsin.connectors.feed.FeedId;
import io.tocsin.connectors.mapping.SignalDraft;
import io.tocsin.schemas.connector.ConnectorState.Position;
import io.tocsin.schemas.connector.Trouble;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.origin.SignalTimes;
import io.tocsin.schemas.origin.TimeQuality;
import io.tocsin.schemas.origin.Transport;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the feeds of one connector say of themselves in {@code signals}: that they are there, or what they missed. */
final class Pulse {
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final Set<String> silent = new HashSet<>();
    private @Nullable Instant last;

    /** Whether to say so now: at most once a minute, and only while no feed of the connector waits for its vendor. */
    synchronized boolean isDue(FeedId feed, Instant now) {
        silent.remove(feed.family());
        if (!silent.isEmpty() || (last != null && now.isBefore(last.plus(EVERY)))) {
            return false;
        }
        last = now;
        return true;
    }

    /**
     * A feed that does not hear its vendor. One that is refused keeps nobody's heartbeat away: it lacks a right or a
     * licence, and will as long as nobody does something about it, while the vendor is there.
     */
    synchronized void failed(FeedId feed, Trouble.Kind kind) {
        if (kind == Trouble.Kind.AUTHORIZATION) {
            silent.remove(feed.family());
        } else {
            silent.add(feed.family());
        }
    }

    static Signal heartbeat(FeedId feed, Instant now) {
        return about(feed, SignalType.HEARTBEAT, "heartbeat", now.toString(), now, Map.of());
    }

    /**
     * What happened between two times may be lost to us.
     *
     * @param position the place that was lost
     */
    static Signal gap(FeedId feed, Position position, Instant now, String why) {
        String from = Objects.toString(position.answered(), "unknown");
        return about(
                feed,
                SignalType.SOURCE_GAP,
                "gap",
                from + " " + position.passes() + " " + Objects.toString(position.until(), ""),
                now,
                Map.of("from", from, "to", now.toString(), "why", why));
    }

    private static Signal about(
            FeedId feed, SignalType type, String word, String key, Instant now, Map<String, String> attributes) {
        SignalSource source = new SignalSource(
                feed.tenant(), feed.vendor(), feed.connector(), feed.family(), Transport.POLL, word, null, null);
        return SignalDraft.of(
                        new SignalTimes(now, TimeQuality.RECEIVED, null, now),
                        source,
                        feed.connector() + " " + word + " " + key)
                .attributes(attributes)
                .signal(type, new SignalPayload.None(), 0);
    }
}
