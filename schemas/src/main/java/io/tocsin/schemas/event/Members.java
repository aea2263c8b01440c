// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** JSON members that this version does not know, kept so that they survive a round trip. */
public record Members(Map<String, JsonNode> values) {
    public static final Members NONE = new Members(Map.of());

    public Members {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }
}
