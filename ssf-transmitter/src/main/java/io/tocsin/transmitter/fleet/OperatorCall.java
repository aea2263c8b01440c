// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;

/**
 * What an operator asked of one instance and another is to do. The instance that was asked knows who the operator is
 * and what they may.
 *
 * @param operator who asks, for people
 * @param uri path and query, as the operator's own interface has them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record OperatorCall(String operator, String method, String uri, byte[] body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public OperatorCall {
        requireNonNull(operator, "operator");
        requireNonNull(method, "method");
        requireNonNull(uri, "uri");
        requireNonNull(body, "body");
    }

    /** For {@link #read}. */
    public byte[] write() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("operator", operator)
                .put("method", method)
                .put("uri", uri)
                .put("body", body)
                .toString()
                .getBytes(UTF_8);
    }

    /** Throws {@link IOException} for what {@link #write} has not written. */
    public static OperatorCall read(byte[] written) throws IOException {
        JsonNode json = JSON.readTree(written);
        return new OperatorCall(
                json.path("operator").asText(),
                json.path("method").asText(),
                json.path("uri").asText(),
                json.path("body").isMissingNode()
                        ? new byte[0]
                        : json.path("body").binaryValue());
    }
}
