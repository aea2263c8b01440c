// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.poll;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.receiver.http.StrictJson;
import io.tocsin.receiver.intake.Receipt;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The JSON of RFC 8936 §2.2 and §2.3. */
final class PollMessages {
    private PollMessages() {}

    /** @param sets compact SETs by the {@code jti} they are listed under */
    record Answer(Map<String, String> sets, boolean moreAvailable) {}

    static String request(Outcomes outcomes, int maxEvents, boolean returnImmediately) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        if (!outcomes.acks().isEmpty()) {
            ArrayNode ack = request.putArray("ack");
            outcomes.acks().forEach(ack::add);
        }
        if (!outcomes.errors().isEmpty()) {
            ObjectNode errors = request.putObject("setErrs");
            for (Map.Entry<String, Receipt.Rejected> error : outcomes.errors().entrySet()) {
                errors.putObject(error.getKey())
                        .put("err", error.getValue().error().value())
                        .put("description", error.getValue().description());
            }
        }
        return request.put("maxEvents", maxEvents)
                .put("returnImmediately", returnImmediately)
                .toString();
    }

    /** @throws IOException if this is no answer to a poll */
    static Answer answer(Buffer body) throws IOException {
        ObjectNode answer = StrictJson.object(body.getBytes());
        if (answer == null || !(answer.get("sets") instanceof ObjectNode listed)) {
            throw new IOException("poll answer is not a JSON object with \"sets\"");
        }
        Map<String, String> sets = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> set : listed.properties()) {
            // what is not even a string is refused as a SET, under the jti it came with
            sets.put(set.getKey(), set.getValue().isTextual() ? set.getValue().textValue() : "");
        }
        return new Answer(sets, answer.path("moreAvailable").asBoolean(false));
    }
}
