// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tocsin.schemas.MalformedException;
import io.tocsin.schemas.event.Members;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object being read: hands out its members once, remembers which, and gives the rest at the end. A member with
 * the value {@code null} counts as absent. Everything that does not fit throws {@link MalformedException}.
 */
public final class JsonObject {
    private final JsonNode node;
    private final String where;
    private final Set<String> taken = new HashSet<>();

    private JsonObject(JsonNode node, String where) {
        this.node = node;
        this.where = where;
    }

    /** {@code where} names the object in messages: {@code sub_id.user}. */
    public static JsonObject of(@Nullable JsonNode node, String where) {
        if (node == null || !node.isObject()) {
            throw new MalformedException(where + ": found " + describe(node) + ", expected an object");
        }
        return new JsonObject(node, where);
    }

    public String where() {
        return where;
    }

    public boolean has(String name) {
        return node.hasNonNull(name);
    }

    /** The member as it is; null if absent. */
    public @Nullable JsonNode take(String name) {
        taken.add(name);
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** A string of at least one character. */
    public String text(String name) {
        JsonNode value = take(name);
        if (value == null || !value.isTextual() || value.textValue().isEmpty()) {
            throw wrong(name, "a non-empty string");
        }
        return value.textValue();
    }

    /** A string, possibly empty; null if absent. */
    public @Nullable String optionalText(String name) {
        JsonNode value = take(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            throw wrong(name, "a string");
        }
        return value.textValue();
    }

    /** An array of strings, or one string, which counts as an array of one; empty if absent. */
    public List<String> texts(String name) {
        JsonNode value = take(name);
        if (value == null) {
            return List.of();
        }
        if (value.isTextual()) {
            return List.of(value.textValue());
        }
        if (!value.isArray()) {
            throw wrong(name, "a string or an array of strings");
        }
        List<String> texts = new ArrayList<>(value.size());
        for (JsonNode element : value) {
            if (!element.isTextual()) {
                throw new MalformedException(
                        where + "." + name + ": found " + describe(element) + " in the array, expected strings only");
            }
            texts.add(element.textValue());
        }
        return texts;
    }

    /** All members that were not asked for. */
    public Members rest() {
        Map<String, JsonNode> rest = new TreeMap<>();
        node.properties().forEach(member -> {
            if (!taken.contains(member.getKey())) {
                rest.put(member.getKey(), member.getValue());
            }
        });
        return rest.isEmpty() ? Members.NONE : new Members(rest);
    }

    /** Names of all members, asked for or not. */
    public List<String> names() {
        return node.properties().stream().map(Map.Entry::getKey).toList();
    }

    public MalformedException wrong(String name, String expected) {
        return new MalformedException(
                where + "." + name + ": found " + describe(node.get(name)) + ", expected " + expected);
    }

    /** As {@link #wrong}, with the value itself: only for words of a fixed vocabulary. */
    public MalformedException wrongWord(String name, String expected) {
        JsonNode value = node.get(name);
        if (value == null || !value.isTextual()) {
            return wrong(name, expected);
        }
        String word = value.textValue();
        String shown = Json.write(TextNode.valueOf(word.length() > 40 ? word.substring(0, 40) + "…" : word));
        return new MalformedException(where + "." + name + ": found " + shown + ", expected " + expected);
    }

    private static String describe(@Nullable JsonNode node) {
        if (node == null) {
            return "nothing";
        }
        return switch (node.getNodeType()) {
            case STRING -> node.textValue().isEmpty() ? "an empty string" : "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            case ARRAY -> node.isEmpty() ? "an empty array" : "an array";
            case OBJECT -> "an object";
            case NULL -> "null";
            case MISSING, BINARY, POJO -> "nothing";
        };
    }
}
