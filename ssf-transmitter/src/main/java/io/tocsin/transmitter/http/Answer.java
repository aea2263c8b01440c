// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.http;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What a served request gets.
 *
 * @param body null for an empty one
 */
record Answer(int status, @Nullable JsonNode body) {
    static final Answer EMPTY = new Answer(200, null);
    static final Answer NO_CONTENT = new Answer(204, null);

    static Answer ok(JsonNode body) {
        return new Answer(200, body);
    }

    static Answer created(JsonNode body) {
        return new Answer(201, body);
    }
}
