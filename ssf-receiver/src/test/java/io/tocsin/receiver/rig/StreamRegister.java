// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.rig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The streams of a {@link ScriptedTransmitter}, and what it was asked to do with them. */
public final class StreamRegister {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    public final List<JsonNode> created = new CopyOnWriteArrayList<>();
    public final List<JsonNode> patched = new CopyOnWriteArrayList<>();
    public final List<JsonNode> replaced = new CopyOnWriteArrayList<>();
    public final Map<String, ObjectNode> known = new ConcurrentHashMap<>();
    public volatile boolean knowsUpdates = true;
    public volatile boolean knowsReplacements;

    private final ScriptedTransmitter transmitter;
    private final AtomicInteger ids = new AtomicInteger();

    StreamRegister(ScriptedTransmitter transmitter) {
        this.transmitter = transmitter;
    }

    /** As the configuration endpoint does (SSF 1.0 §8.1.1). */
    void answer(HttpServerRequest request, JsonNode body) {
        String id = request.getParam("stream_id");
        switch (request.method().name()) {
            case "GET" -> {
                if (id == null) {
                    ArrayNode all = NODES.arrayNode();
                    known.values().forEach(all::add);
                    ScriptedTransmitter.json(request, 200, all);
                } else if (known.containsKey(id)) {
                    ScriptedTransmitter.json(request, 200, known.get(id));
                } else {
                    request.response().setStatusCode(404).end();
                }
            }
            case "POST" -> {
                created.add(body);
                ScriptedTransmitter.json(request, 201, put("s-" + ids.incrementAndGet(), body));
            }
            case "PATCH" -> {
                patched.add(body);
                if (knowsUpdates) {
                    ScriptedTransmitter.json(
                            request, 200, put(body.path("stream_id").asText(), body));
                } else {
                    request.response().setStatusCode(405).end();
                }
            }
            case "PUT" -> {
                replaced.add(body);
                if (knowsReplacements) {
                    ScriptedTransmitter.json(
                            request, 200, put(body.path("stream_id").asText(), body));
                } else {
                    request.response().setStatusCode(405).end();
                }
            }
            case "DELETE" ->
                request.response()
                        .setStatusCode(known.remove(id) == null ? 404 : 204)
                        .end();
            default -> request.response().setStatusCode(405).end();
        }
    }

    /** Creates or changes a stream as a request asks. */
    public ObjectNode put(String id, JsonNode request) {
        ObjectNode stream = known.computeIfAbsent(
                id,
                unknown -> NODES.objectNode()
                        .put("stream_id", id)
                        .put("iss", transmitter.issuer())
                        .put("aud", Sets.AUDIENCE));
        request.properties()
                .forEach(member -> stream.set(member.getKey(), member.getValue().deepCopy()));
        stream.set("events_delivered", request.path("events_requested").deepCopy());
        if (stream.path("delivery").path("method").asText().endsWith("8936")) {
            ((ObjectNode) stream.path("delivery")).put("endpoint_url", transmitter.url("/poll/" + id));
        }
        return stream;
    }
}
