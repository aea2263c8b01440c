// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge;

import static java.util.Objects.requireNonNull;

import io.tocsin.receiver.DeliverySettings;
import io.tocsin.receiver.ReceiverConfig;
import io.tocsin.receiver.StreamSettings;
import io.tocsin.receiver.edge.envoy.EnvoySettings;
import io.tocsin.receiver.edge.envoy.ExtAuthz;
import io.tocsin.receiver.edge.route.OnSilence;
import io.tocsin.receiver.edge.route.RouteSettings;
import io.tocsin.schemas.event.ChangeType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An edge.
 *
 * @param receiver where the SETs come from; push paths are served by the edge's own server
 * @param routes what proxies ask; absent: {@link RouteSettings#DEFAULT}
 * @param dataDir folder of the journal of who is out
 * @param sessionLifetime no session lives longer, so a revocation is kept that long; default 24 hours
 * @param maxEntries beyond it those that expire first are forgotten, and health says so; default 1,500,000, at most
 *     10,000,000; some 100 bytes of memory each
 * @param silenceLimit without a sign of life from a transmitter for longer, {@code onSilence} applies, where a route
 *     says nothing else; default 5 minutes
 * @param onSilence default {@link OnSilence#FAIL_CLOSED}
 * @param userIssuer the {@code iss} whose {@code sub} the proxy's user header holds; absent: any
 * @param envoy if Envoy asks over gRPC; absent: that is not served
 * @param credentialChanges which changes of a credential end the user's older sessions; absent: all but {@code create};
 *     empty: none
 */
public record EdgeConfig(
        ReceiverConfig receiver,
        List<RouteSettings> routes,
        Path dataDir,
        Duration sessionLifetime,
        int maxEntries,
        Duration silenceLimit,
        OnSilence onSilence,
        @Nullable String userIssuer,
        @Nullable EnvoySettings envoy,
        Set<ChangeType> credentialChanges) {
    private static final int MOST_ENTRIES = 10_000_000;
    private static final Duration LONGEST_LIFETIME = Duration.ofDays(3650);

    public EdgeConfig {
        requireNonNull(receiver, "receiver");
        requireNonNull(dataDir, "data-dir");
        routes = routes == null || routes.isEmpty() ? List.of(RouteSettings.DEFAULT) : List.copyOf(routes);
        sessionLifetime = sessionLifetime == null ? Duration.ofHours(24) : sessionLifetime;
        maxEntries = maxEntries == 0 ? 1_500_000 : maxEntries;
        silenceLimit = silenceLimit == null ? Duration.ofMinutes(5) : silenceLimit;
        onSilence = onSilence == null ? OnSilence.FAIL_CLOSED : onSilence;
        credentialChanges = credentialChanges == null
                ? EnumSet.of(ChangeType.REVOKE, ChangeType.UPDATE, ChangeType.DELETE)
                : Set.copyOf(credentialChanges);
        if (!sessionLifetime.isPositive() || sessionLifetime.compareTo(LONGEST_LIFETIME) > 0) {
            throw new IllegalArgumentException(
                    "session-lifetime is " + sessionLifetime + ", expected a positive duration of at most 3650 days");
        }
        if (maxEntries < 1 || maxEntries > MOST_ENTRIES) {
            throw new IllegalArgumentException("max-entries is " + maxEntries + ", expected 1 to " + MOST_ENTRIES);
        }
        RouteSettings.requireLimit(silenceLimit);
        if (receiver.streams().isEmpty()) {
            throw new IllegalArgumentException("receiver has no streams: an edge without one revokes nothing");
        }
        requireDistinctPaths(receiver, routes);
        Duration shortest = silenceLimit;
        for (RouteSettings route : routes) {
            route.requireIssuedAt(route.onSilence() == null ? onSilence : route.onSilence());
            Duration own = route.silenceLimit();
            shortest = own != null && own.compareTo(shortest) < 0 ? own : shortest;
        }
        requireHeardWithin(shortest, receiver);
        if (envoy != null) {
            envoy.requireAmong(routes.stream().map(RouteSettings::path).toList());
        }
    }

    private static void requireDistinctPaths(ReceiverConfig receiver, List<RouteSettings> routes) {
        Set<String> paths = new HashSet<>(Set.of(Edge.HEALTH, ExtAuthz.PATH));
        receiver.streams().forEach(stream -> {
            if (stream.delivery() instanceof DeliverySettings.Push push) {
                paths.add(push.path());
            }
        });
        // what the edge answers for itself would let requests pass for which a proxy asks by their own paths
        for (RouteSettings route : routes) {
            if (route.isAskedAt(paths)) {
                throw new IllegalArgumentException("routes has path \"" + route.path()
                        + "\", which is taken: expected one under which is neither /health nor " + ExtAuthz.PATH
                        + " nor the path of a push stream");
            }
        }
        for (RouteSettings route : routes) {
            if (!paths.add(route.path())) {
                throw new IllegalArgumentException(
                        "routes has path \"" + route.path() + "\" twice, expected each to have its own");
            }
        }
    }

    /** A pushed stream is heard by the verification events that are asked for. */
    private static void requireHeardWithin(Duration limit, ReceiverConfig receiver) {
        for (StreamSettings stream : receiver.streams()) {
            boolean asks = stream.credentials() != null && stream.delivery() instanceof DeliverySettings.Push;
            boolean seldom =
                    stream.verifyEvery().isZero() || stream.verifyEvery().compareTo(limit) >= 0;
            if (asks && seldom) {
                throw new IllegalArgumentException("verify-every of stream " + stream.name() + " is "
                        + stream.verifyEvery() + ", and the shortest silence-limit is " + limit
                        + ": it would be silent in between. Expected it to be less, and not zero");
            }
        }
    }
}
