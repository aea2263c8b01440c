// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.json.RecordBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The records of one delivery.
 *
 * @param array where the array of records stands; absent where the body is one record
 */
public record Batch(@Nullable JsonPointer array, List<JsonAt> records) {
    public Batch {
        records = List.copyOf(records);
    }

    public static Batch single(JsonAt body) {
        return new Batch(null, List.of(body));
    }

    /** Throws {@link io.tocsin.connectors.json.UnexpectedJsonException} where there is no array. */
    public static Batch of(JsonAt body, JsonPointer array) {
        return new Batch(array, body.at(array).requireElements());
    }

    /** One record, and its bytes within the delivery's, looked for where somebody wants them. */
    public record Part(JsonAt record, Supplier<byte[]> bytes) {}

    /** The records, one after the other, of a delivery of these bytes. */
    public List<Part> parts(byte[] body) {
        List<Part> parts = new ArrayList<>(records.size());
        for (JsonAt record : records) {
            int index = parts.size();
            parts.add(new Part(record, () -> bytes(body, index)));
        }
        return parts;
    }

    private byte[] bytes(byte[] body, int index) {
        return array == null ? body : RecordBytes.element(body, array, index);
    }
}
