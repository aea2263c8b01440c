// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What each part says of itself; the hub is ready when all are up. What went down once does not come up again. */
public final class Health {
    private enum State {
        STARTING,
        UP,
        DOWN
    }

    private final Map<String, State> parts = new ConcurrentHashMap<>();

    public void starting(String part) {
        parts.put(part, State.STARTING);
    }

    public void up(String part) {
        parts.replace(part, State.STARTING, State.UP);
    }

    public void down(String part) {
        parts.put(part, State.DOWN);
    }

    boolean isReady() {
        return !parts.isEmpty() && parts.values().stream().allMatch(state -> state == State.UP);
    }

    /** {@code {"status":"up","parts":{"kafka":"up",…}}}. */
    String json() {
        StringBuilder json =
                new StringBuilder("{\"status\":\"").append(word(isReady())).append("\",\"parts\":{");
        String separator = "";
        for (Map.Entry<String, State> part : new TreeMap<>(parts).entrySet()) {
            json.append(separator)
                    .append('"')
                    .append(part.getKey())
                    .append("\":\"")
                    .append(word(part.getValue() == State.UP))
                    .append('"');
            separator = ",";
        }
        return json.append("}}").toString();
    }

    private static String word(boolean up) {
        return up ? "up" : "down";
    }
}
