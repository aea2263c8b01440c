// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control.client;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a hub answers to {@code /ready}.
 *
 * @param status {@code up} when every part is
 * @param parts each role's own: {@code starting}, {@code up} or {@code down}
 */
public record Readiness(String status, SortedMap<String, String> parts) {
    private static final String UP = "up";

    public Readiness {
        if (status == null) {
            throw new IllegalArgumentException("status is missing, expected up or down");
        }
        parts = parts == null ? new TreeMap<>(Map.of()) : new TreeMap<>(parts);
    }

    public boolean ready() {
        return status.equals(UP);
    }
}
