// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.audit;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.MalformedException;
import io.tocsin.schemas.json.Json;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What a checkpoint says, before it is signed.
 *
 * @param first offset of the first record it covers
 * @param last offset of the last one
 * @param after last offset of the checkpoint before it, {@link #NOTHING} for the first of all; less than {@code first -
 *     1} where retention was faster than the auditor
 * @param count records it covers
 * @param previous running hash before {@code first}, Base64url
 * @param hash running hash after {@code last}
 * @param marks {@value RunningHash#MARK_BYTES} bytes of each record's own hash, in order, Base64url
 */
record Checkpoint(
        String topic,
        int partition,
        long first,
        long last,
        long after,
        int count,
        String previous,
        String hash,
        String marks,
        Instant at) {
    static final long NOTHING = -1;

    Checkpoint {
        requireNonNull(topic, "topic");
        requireNonNull(previous, "previous");
        requireNonNull(hash, "hash");
        requireNonNull(marks, "marks");
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    String json() {
        ObjectNode json = Json.object();
        json.put("topic", topic);
        json.put("partition", partition);
        json.put("first", first);
        json.put("last", last);
        json.put("after", after);
        json.put("count", count);
        json.put("previous", previous);
        json.put("hash", hash);
        json.put("marks", marks);
        json.put("at", at.toString());
        return Json.write(json);
    }

    /** Throws {@link MalformedException} for what is no checkpoint. */
    static Checkpoint read(String text) {
        JsonNode json = Json.parse(text);
        try {
            return new Checkpoint(
                    member(json, "topic").asText(),
                    member(json, "partition").intValue(),
                    member(json, "first").longValue(),
                    member(json, "last").longValue(),
                    member(json, "after").longValue(),
                    member(json, "count").intValue(),
                    member(json, "previous").asText(),
                    member(json, "hash").asText(),
                    member(json, "marks").asText(),
                    Instant.parse(member(json, "at").asText()));
        } catch (DateTimeException e) {
            throw new MalformedException("checkpoint: at is no time", e);
        }
    }

    /** The marks, each as one number. */
    List<Integer> marksInOrder() {
        ByteBuffer all = ByteBuffer.wrap(Base64.getUrlDecoder().decode(marks));
        List<Integer> numbers = new ArrayList<>();
        while (all.remaining() >= RunningHash.MARK_BYTES) {
            numbers.add(all.getInt());
        }
        return numbers;
    }

    private static JsonNode member(JsonNode json, String name) {
        JsonNode value = json.get(name);
        if (value == null) {
            throw new MalformedException("checkpoint: " + name + " is missing");
        }
        return value;
    }
}
