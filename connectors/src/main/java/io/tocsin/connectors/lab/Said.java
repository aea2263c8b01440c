// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;

/** What the lab answers. */
record Said(int status, Map<String, List<String>> headers, String body) {
    static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    static Said ok(JsonNode body) {
        return new Said(200, Map.of(), body.toString());
    }

    static Said ok(Map<String, List<String>> headers, JsonNode body) {
        return new Said(200, headers, body.toString());
    }
}
