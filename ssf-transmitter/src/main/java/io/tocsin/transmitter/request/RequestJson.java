// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One JSON object of a request and its members, each read as what it must be or rejected with 400. */
public final class RequestJson {
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(32).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final ObjectNode object;
    private final String where;

    private RequestJson(ObjectNode object, String where) {
        this.object = object;
        this.where = where;
    }

    /** Strict: UTF-8, one object, no name twice, nothing after it. */
    public static RequestJson parse(byte[] body) {
        JsonNode node;
        try {
            // decoded here because Jackson would guess other encodings and let some bad bytes pass
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
            node = JSON.readTree(text);
        } catch (CharacterCodingException e) {
            throw rejected("body is not UTF-8, expected a JSON object in UTF-8", e);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw rejected(
                    at == null
                            ? "body is not JSON, expected a JSON object"
                            : "body is not JSON at line " + at.getLineNr() + ", column " + at.getColumnNr()
                                    + ", expected a JSON object",
                    e);
        }
        if (node instanceof ObjectNode object) {
            return new RequestJson(object, "");
        }
        throw RejectedException.invalid("body is " + kind(node) + ", expected a JSON object");
    }

    /** Absent and {@code null} are the same: SSF uses {@code null} for removal only. */
    public Optional<String> text(String name) {
        return present(name, JsonNode::isTextual, "a string").map(JsonNode::textValue);
    }

    public String requiredText(String name) {
        String value =
                text(name).orElseThrow(() -> RejectedException.invalid(path(name) + " is missing, expected a string"));
        if (value.isEmpty()) {
            throw RejectedException.invalid(path(name) + " is empty, expected a value");
        }
        return value;
    }

    public boolean flag(String name, boolean otherwise) {
        return present(name, JsonNode::isBoolean, "true or false")
                .map(JsonNode::booleanValue)
                .orElse(otherwise);
    }

    /** A whole number, 0 or more. */
    public Optional<Integer> count(String name) {
        return present(
                        name,
                        n -> n.isIntegralNumber() && n.canConvertToInt() && n.intValue() >= 0,
                        "an integer of 0 or more")
                .map(JsonNode::intValue);
    }

    public Optional<List<String>> texts(String name) {
        return present(name, JsonNode::isArray, "an array of strings").map(array -> {
            List<String> values = new ArrayList<>(array.size());
            for (JsonNode element : array) {
                if (!element.isTextual() || element.textValue().isEmpty()) {
                    throw RejectedException.invalid(path(name) + "[" + values.size() + "] is " + kind(element)
                            + ", expected a string that is not empty");
                }
                values.add(element.textValue());
            }
            return values;
        });
    }

    public Optional<RequestJson> object(String name) {
        return present(name, JsonNode::isObject, "an object")
                .map(node -> new RequestJson((ObjectNode) node, path(name)));
    }

    /** Is there such a member, be it {@code null}? */
    public boolean has(String name) {
        return object.has(name);
    }

    /** A member as it stands; null if absent. */
    public @Nullable JsonNode member(String name) {
        return object.get(name);
    }

    /** A string; empty for whatever else stands there. */
    public Optional<String> textIfAny(String name) {
        return Optional.ofNullable(object.get(name)).map(JsonNode::textValue);
    }

    public List<String> names() {
        List<String> names = new ArrayList<>(object.size());
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** For messages: where this member stands. */
    public String path(String name) {
        return where.isEmpty() ? name : where + "." + name;
    }

    private Optional<JsonNode> present(String name, java.util.function.Predicate<JsonNode> fits, String expected) {
        JsonNode node = object.get(name);
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        if (!fits.test(node)) {
            throw RejectedException.invalid(path(name) + " is " + kind(node) + ", expected " + expected);
        }
        return Optional.of(node);
    }

    private static String kind(@Nullable JsonNode node) {
        return node == null || node.isMissingNode()
                ? "empty"
                : "of type " + node.getNodeType().toString().toLowerCase(Locale.ROOT);
    }

    private static RejectedException rejected(String description, Exception cause) {
        RejectedException rejected = RejectedException.invalid(description);
        rejected.addSuppressed(cause);
        return rejected;
    }
}
