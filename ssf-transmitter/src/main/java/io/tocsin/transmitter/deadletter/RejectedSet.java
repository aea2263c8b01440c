// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.json.SetClaimsJson;
import io.tocsin.schemas.set.SetClaims;
import io.tocsin.schemas.topic.DeadLetter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A SET that a receiver refused for good. It keeps the claims, not the token: sent again one day, it is signed with the
 * key of that day.
 *
 * @param tenant empty if the stream was gone already
 * @param err the receiver's code (RFC 8935 §2.4), or {@code http_} and a status, or {@code inexpressible}
 * @param attempts requests it was in
 */
public record RejectedSet(
        String streamId,
        String tenant,
        String orderKey,
        String err,
        @Nullable String description,
        int attempts,
        SetClaims claims) {
    static final String CONTENT_TYPE = "application/vnd.tocsin.rejected-set+json";
    private static final ObjectMapper JSON = new ObjectMapper();

    public String jti() {
        return claims.jti();
    }

    public DeadLetter letter(Instant at) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("stream_id", streamId);
        body.put("tenant", tenant);
        body.put("order_key", orderKey);
        body.put("err", err);
        if (description != null) {
            body.put("description", description);
        }
        body.put("attempts", attempts);
        body.set("claims", SetClaimsJson.write(claims));
        return new DeadLetter(
                "stream:" + streamId,
                description == null ? err : err + ": " + description,
                body.toString().getBytes(UTF_8),
                CONTENT_TYPE,
                at);
    }

    /** Null if the letter is of another kind, or cannot be read. */
    static @Nullable RejectedSet read(DeadLetter letter) {
        if (!letter.contentType().equals(CONTENT_TYPE)) {
            return null;
        }
        try {
            JsonNode body = JSON.readTree(new String(letter.body(), UTF_8));
            return new RejectedSet(
                    body.path("stream_id").asText(),
                    body.path("tenant").asText(),
                    body.path("order_key").asText(),
                    body.path("err").asText(),
                    body.path("description").isTextual()
                            ? body.path("description").textValue()
                            : null,
                    body.path("attempts").asInt(),
                    SetClaimsJson.read(body.path("claims")));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return null;
        }
    }
}
