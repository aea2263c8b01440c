// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.http.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What a served request gets.
 *
 * @param body null for an empty one
 */
public record Answer(int status, @Nullable JsonNode body) {
    public static final Answer EMPTY = new Answer(200, null);
    public static final Answer NO_CONTENT = new Answer(204, null);

    public static Answer ok(JsonNode body) {
        return new Answer(200, body);
    }

    public static Answer created(JsonNode body) {
        return new Answer(201, body);
    }
}
