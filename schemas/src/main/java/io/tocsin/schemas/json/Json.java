// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.MalformedException;
import java.io.IOException;

/**
 * JSON text to trees and back. Strict where RFC 8417 and good sense ask for it: exactly one value, no name twice in one
 * object, at most {@value #MAX_DEPTH} levels; decimals keep every digit.
 */
public final class Json {
    static final int MAX_DEPTH = 64;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    /** Throws {@link MalformedException} for anything but one JSON value. */
    public static JsonNode parse(String text) {
        try {
            return present(MAPPER.readTree(text));
        } catch (JsonProcessingException e) {
            throw notJson(e);
        }
    }

    /** As {@link #parse(String)}, from UTF-8. */
    public static JsonNode parse(byte[] utf8) {
        try {
            return present(MAPPER.readTree(utf8));
        } catch (JsonProcessingException e) {
            throw notJson(e);
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    /** Without white space. */
    public static String write(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree can always be written", e);
        }
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static JsonNode present(JsonNode node) {
        if (node.isMissingNode()) {
            throw new MalformedException("JSON: found nothing, expected one value");
        }
        return node;
    }

    /** Says where, but not what stands there: it may be a token or a name. */
    private static MalformedException notJson(JsonProcessingException e) {
        var at = e.getLocation();
        return new MalformedException("JSON: found an error at "
                + (at == null ? "an unknown place" : "line " + at.getLineNr() + " column " + at.getColumnNr())
                + ", expected one JSON value without duplicate names");
    }
}
