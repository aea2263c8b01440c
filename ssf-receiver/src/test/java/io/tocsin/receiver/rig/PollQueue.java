// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.rig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * SETs until they are acknowledged or refused, and the polls that wait for some. On one event loop, but for the size.
 */
final class PollQueue {
    private final Map<String, String> sets = new LinkedHashMap<>();
    private final List<Held> held = new ArrayList<>();

    private record Held(HttpServerRequest request, int most, boolean more) {}

    synchronized int size() {
        return sets.size();
    }

    synchronized void add(String jti, String token) {
        sets.put(jti, token);
        List<Held> waiting = List.copyOf(held);
        held.clear();
        waiting.forEach(poll -> answer(poll.request(), poll.most(), poll.more()));
    }

    synchronized void poll(HttpServerRequest request, JsonNode body, boolean more) {
        body.path("ack").forEach(jti -> sets.remove(jti.asText()));
        body.path("setErrs").properties().forEach(error -> sets.remove(error.getKey()));
        int most = body.path("maxEvents").asInt();
        if (most == 0) {
            ObjectNode nothing = JsonNodeFactory.instance.objectNode();
            nothing.putObject("sets");
            ScriptedTransmitter.json(request, 200, nothing);
        } else if (sets.isEmpty() && !more && !body.path("returnImmediately").asBoolean()) {
            held.add(new Held(request, most, more));
        } else {
            answer(request, most, more);
        }
    }

    private void answer(HttpServerRequest request, int most, boolean more) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode listed = answer.putObject("sets");
        sets.entrySet().stream().limit(most).forEach(set -> listed.put(set.getKey(), set.getValue()));
        if (more || sets.size() > most) {
            answer.put("moreAvailable", true);
        }
        if (!request.response().closed()) {
            ScriptedTransmitter.json(request, 200, answer);
        }
    }
}
