// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What each part says of itself; the hub is ready when all are up. */
public final class Health {
    private final Map<String, Boolean> upByPart = new ConcurrentHashMap<>();

    public void starting(String part) {
        upByPart.put(part, false);
    }

    public void up(String part) {
        upByPart.put(part, true);
    }

    public void down(String part) {
        upByPart.put(part, false);
    }

    boolean isReady() {
        return !upByPart.isEmpty() && upByPart.values().stream().allMatch(up -> up);
    }

    /** {@code {"status":"up","parts":{"kafka":"up",…}}}. */
    String json() {
        StringBuilder json =
                new StringBuilder("{\"status\":\"").append(word(isReady())).append("\",\"parts\":{");
        String separator = "";
        for (Map.Entry<String, Boolean> part : new TreeMap<>(upByPart).entrySet()) {
            json.append(separator)
                    .append('"')
                    .append(part.getKey())
                    .append("\":\"")
                    .append(word(part.getValue()))
                    .append('"');
            separator = ",";
        }
        return json.append("}}").toString();
    }

    private static String word(boolean up) {
        return up ? "up" : "down";
    }
}
