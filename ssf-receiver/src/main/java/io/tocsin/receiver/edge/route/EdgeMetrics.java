// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.route;

import io.tocsin.receiver.ReceiverMetrics;

/** What an edge counts, beside what its receiver does. */
public interface EdgeMetrics extends ReceiverMetrics {
    /** For whoever counts nothing. */
    EdgeMetrics NONE = new EdgeMetrics() {};

    /**
     * A proxy's question was answered.
     *
     * @param route its path
     * @param outcome {@code pass}, {@code revoked}, or why else not: {@code no-session}, {@code silent},
     *     {@code step-up}, {@code bad-cookie}, {@code bad-token}, {@code no-keys}
     * @param mode {@code live}, or what the route does while a hub is silent
     */
    default void requestAnswered(String route, String outcome, String mode) {}
}
