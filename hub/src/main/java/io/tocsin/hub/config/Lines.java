// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** On which line of a YAML text a key stands. */
record Lines(Map<JsonPointer, Integer> byKey) {
    static Lines of(YAMLFactory yaml, String text) throws IOException {
        Map<JsonPointer, Integer> lines = new HashMap<>();
        try (JsonParser parser = yaml.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (!token.isStructEnd()) {
                    lines.putIfAbsent(
                            parser.getParsingContext().pathAsPointer(),
                            parser.currentTokenLocation().getLineNr());
                }
            }
        }
        return new Lines(Map.copyOf(lines));
    }

    /** The line of the key, or of the nearest section around it that stands in the file. */
    int of(JsonPointer key) {
        for (JsonPointer at = key; at != null; at = at.head()) {
            Integer line = byKey.get(at);
            if (line != null) {
                return line;
            }
        }
        return 1;
    }
}
