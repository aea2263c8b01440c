// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge;

import static java.util.Objects.requireNonNull;

import io.tocsin.receiver.DeliverySettings;
import io.tocsin.receiver.ReceiverConfig;
import io.tocsin.receiver.edge.envoy.EnvoySettings;
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
 * @param maxEntries beyond it those that expire first are forgotten, and health says so; default 1,500,000, some 100
 *     bytes of memory each
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
        if (sessionLifetime.isNegative() || sessionLifetime.isZero()) {
            throw new IllegalArgumentException(
                    "session-lifetime is " + sessionLifetime + ", expected a positive duration");
        }
        if (maxEntries < 1) {
            throw new IllegalArgumentException("max-entries is " + maxEntries + ", expected at least 1");
        }
        if (silenceLimit.isNegative() || silenceLimit.isZero()) {
            throw new IllegalArgumentException("silence-limit is " + silenceLimit + ", expected a positive duration");
        }
        if (receiver.streams().isEmpty()) {
            throw new IllegalArgumentException("receiver has no streams: an edge without one revokes nothing");
        }
        requireDistinctPaths(receiver, routes);
        if (envoy != null) {
            envoy.requireAmong(routes.stream().map(RouteSettings::path).toList());
        }
    }

    private static void requireDistinctPaths(ReceiverConfig receiver, List<RouteSettings> routes) {
        Set<String> paths = new HashSet<>(Set.of(Edge.HEALTH));
        receiver.streams().forEach(stream -> {
            if (stream.delivery() instanceof DeliverySettings.Push push) {
                paths.add(push.path());
            }
        });
        for (RouteSettings route : routes) {
            if (!paths.add(route.path())) {
                throw new IllegalArgumentException("routes has path \"" + route.path()
                        + "\", which is taken: expected one that no other route, push stream or /health has");
            }
        }
    }
}
