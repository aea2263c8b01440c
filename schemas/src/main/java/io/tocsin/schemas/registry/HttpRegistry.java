// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.schemas.MalformedException;
import io.tocsin.schemas.json.Json;
import io.tocsin.schemas.json.JsonObject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * A Confluent-compatible registry over HTTP, by the three calls that writing and reading need. Answers are kept for
 * good, as ids and schemas never change their meaning.
 */
public final class HttpRegistry implements SchemaRegistry {
    private final RegistryCalls calls;
    private final boolean autoRegister;
    private final Map<Subject, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

    HttpRegistry(RegistryCalls calls, boolean autoRegister) {
        this.calls = calls;
        this.autoRegister = autoRegister;
    }

    static HttpRegistry open(RegistryConfig config) {
        return new HttpRegistry(RegistryCalls.open(config), config.autoRegister());
    }

    @Override
    public int idOf(String subject, Schema schema) {
        Subject key = new Subject(subject, schema);
        Integer known = ids.get(key);
        if (known != null) {
            return known;
        }
        String path = "/subjects/" + subject + (autoRegister ? "/versions" : "");
        JsonNode answer = calls.post(path, Json.object().put("schema", schema.toString()));
        JsonNode id = answer.get("id");
        if (id == null || !id.isInt()) {
            throw new RegistryException(calls.name() + path + " answered without an id", false);
        }
        ids.put(key, id.intValue());
        return id.intValue();
    }

    @Override
    public Schema byId(int id) {
        Schema known = schemas.get(id);
        if (known != null) {
            return known;
        }
        String path = "/schemas/ids/" + id;
        try {
            Schema schema = SchemaText.parse(
                    JsonObject.of(calls.get(path), "schema " + id).text("schema"));
            schemas.put(id, schema);
            return schema;
        } catch (MalformedException | SchemaParseException e) {
            throw new RegistryException(calls.name() + path + " answered no Avro schema", false, e);
        }
    }

    @Override
    public void close() {
        calls.close();
    }

    private record Subject(String name, Schema schema) {}
}
