// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.jamf;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tocsin.schemas.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Thins out "seen": Jamf reports each device every quarter of an hour. Best effort, in memory, by instance of the
 * program: after a restart a device is reported once more, and if Kafka was away for the one report that was let
 * through, the device's next hour is silent.
 */
final class Sightings {
    private static final Duration QUIET = Duration.ofHours(1);

    private final Cache<String, Sighting> last =
            Caffeine.newBuilder().maximumSize(200_000).build();

    /** Whether to report: the first in an hour by event time, anything that changed, and the same event once more. */
    boolean isNews(String device, Signal seen) {
        int names = Objects.hash(seen.device(), seen.user(), seen.payload());
        Sighting now = new Sighting(seen.id(), seen.times().event(), names);
        Sighting kept = last.asMap().merge(device, now, (before, after) -> before.covers(after) ? before : after);
        return kept.id().equals(now.id());
    }

    private record Sighting(String id, Instant at, int names) {
        boolean covers(Sighting other) {
            return names == other.names && Duration.between(at, other.at).compareTo(QUIET) < 0;
        }
    }
}
