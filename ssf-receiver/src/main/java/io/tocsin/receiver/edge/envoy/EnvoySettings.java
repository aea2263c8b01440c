// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.envoy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Envoy asks over gRPC, where no path says which route is meant.
 *
 * @param route path of the route that answers, as it is configured, where Envoy's {@code context_extensions} name no
 *     other as {@value CheckedRequest#ROUTE}
 */
public record EnvoySettings(String route) {
    /** Throws {@link IllegalArgumentException} if the route is none of these. */
    public EnvoySettings requireAmong(List<String> routes) {
        @Nullable String named = route;
        if (named == null || !routes.contains(named)) {
            throw new IllegalArgumentException(
                    "envoy has route \"" + named + "\", expected the path of one of the routes: " + routes);
        }
        return this;
    }
}
