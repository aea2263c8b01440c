// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value and where it stands. Missing and {@code null} are the same. Methods that say {@code require} throw
 * {@link UnexpectedJsonException}; the others answer null or nothing where the value is missing or of another type, for
 * members that are no contract.
 */
public record JsonAt(JsonNode node, String path) {

    public static JsonAt root(JsonNode node) {
        return new JsonAt(node, "");
    }

    public JsonAt get(String member) {
        return new JsonAt(node.path(member), path + "/" + member);
    }

    public JsonAt at(JsonPointer pointer) {
        return new JsonAt(node.at(pointer), path + pointer);
    }

    public boolean isAbsent() {
        return node.isMissingNode() || node.isNull();
    }

    public boolean isObject() {
        return node.isObject();
    }

    /** A text that is not empty. */
    public @Nullable String text() {
        return node.isTextual() && !node.textValue().isEmpty() ? node.textValue() : null;
    }

    /** A text that is not empty, or a whole number, as text: vendors write ids either way. */
    public @Nullable String id() {
        return node.isIntegralNumber() ? node.asText() : text();
    }

    public @Nullable Boolean bool() {
        return node.isBoolean() ? node.booleanValue() : null;
    }

    public @Nullable Integer integer() {
        return node.isIntegralNumber() && node.canConvertToInt() ? node.intValue() : null;
    }

    public @Nullable Double number() {
        return node.isNumber() && Double.isFinite(node.doubleValue()) ? node.doubleValue() : null;
    }

    /** The elements of an array; none where it is anything else. */
    public List<JsonAt> elements() {
        List<JsonAt> elements = new ArrayList<>(node.isArray() ? node.size() : 0);
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                elements.add(new JsonAt(node.get(i), path + "/" + i));
            }
        }
        return elements;
    }

    public String requireText() {
        String text = text();
        if (text == null) {
            throw unexpected("a text");
        }
        return text;
    }

    public String requireId() {
        String id = id();
        if (id == null) {
            throw unexpected("an id: a text or a whole number");
        }
        return id;
    }

    public long requireLong() {
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw unexpected("a whole number");
        }
        return node.longValue();
    }

    public JsonAt requireObject() {
        if (!node.isObject()) {
            throw unexpected("an object");
        }
        return this;
    }

    public List<JsonAt> requireElements() {
        if (!node.isArray()) {
            throw unexpected("an array");
        }
        return elements();
    }

    public UnexpectedJsonException unexpected(String expected) {
        return new UnexpectedJsonException(path, found(), expected);
    }

    /** What stands here, by kind and size: a value may identify somebody. */
    public String found() {
        return switch (node.getNodeType()) {
            case MISSING -> "nothing";
            case NULL -> "null";
            case STRING ->
                node.textValue().isEmpty()
                        ? "an empty text"
                        : "a text of " + node.textValue().length() + " characters";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            case ARRAY -> "an array of " + node.size();
            case OBJECT -> "an object";
            case BINARY, POJO ->
                throw new IllegalStateException("no parser makes a node of type " + node.getNodeType());
        };
    }

    /** The path only: the value may identify somebody. */
    @Override
    public String toString() {
        return "JsonAt[" + path + "]";
    }
}
