// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tocsin.schemas.json.Json;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** Forms of a schema as text, and the id that follows from one of them. */
public final class SchemaText {
    /** What the Java code generator adds; means nothing to others. */
    private static final Set<String> JAVA_ONLY = Set.of("avro.java.string");

    private SchemaText() {}

    /** The schema as registered: without what only Java understands. */
    public static Schema plain(Schema schema) {
        return parse(Json.write(simplify(Json.parse(schema.toString()), JAVA_ONLY)));
    }

    static Schema parse(String text) {
        return new Schema.Parser().parse(text);
    }

    /**
     * Everything that bears on reading and writing, in one form: names, types, defaults, aliases, logical types, with
     * object members sorted and comments left out. Avro's own parsing canonical form drops defaults and logical types,
     * so two schemas that resolve differently would look the same.
     */
    static String canonical(Schema schema) {
        return Json.write(simplify(Json.parse(schema.toString()), Set.of("avro.java.string", "doc")));
    }

    /** Positive, and the same in every process: the first 31 bits of the canonical form's SHA-256. */
    static int contentId(Schema schema) {
        int id = ByteBuffer.wrap(sha256(canonical(schema))).getInt() & Integer.MAX_VALUE;
        return id == 0 ? 1 : id;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Without the members {@code dropped}, members sorted, and {@code {"type":"string"}} as {@code "string"}. */
    private static JsonNode simplify(JsonNode node, Set<String> dropped) {
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode(node.size());
            node.forEach(element -> array.add(simplify(element, dropped)));
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        Map<String, JsonNode> members = new TreeMap<>();
        node.properties().forEach(member -> {
            if (!dropped.contains(member.getKey())) {
                boolean verbatim = member.getKey().equals("default");
                members.put(member.getKey(), verbatim ? member.getValue() : simplify(member.getValue(), dropped));
            }
        });
        if (members.size() == 1 && members.get("type") instanceof TextNode primitive) {
            return primitive;
        }
        ObjectNode object = Json.object();
        object.setAll(members);
        return object;
    }
}
