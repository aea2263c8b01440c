// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.push;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tocsin.receiver.verify.ErrorCode;
import io.vertx.core.http.HttpServerResponse;

/** The answers of RFC 8935 §2.2 and §2.3, and the ordinary HTTP ones around them. */
final class PushAnswer {
    private static final String RETRY_AFTER_SECONDS = "2";

    private PushAnswer() {}

    static void accepted(HttpServerResponse response) {
        end(response.setStatusCode(202));
    }

    static void error(HttpServerResponse response, ErrorCode error, String description) {
        if (!response.ended() && !response.closed()) {
            String body = JsonNodeFactory.instance
                    .objectNode()
                    .put("err", error.value())
                    .put("description", description)
                    .toString();
            response.setStatusCode(400)
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Content-Language", "en")
                    .putHeader("Cache-Control", "no-store")
                    .end(body)
                    .onFailure(gone -> {});
        }
    }

    static void notNow(HttpServerResponse response) {
        end(response.setStatusCode(503).putHeader("Retry-After", RETRY_AFTER_SECONDS));
    }

    static void notFound(HttpServerResponse response) {
        end(response.setStatusCode(404));
    }

    static void notPost(HttpServerResponse response) {
        end(response.setStatusCode(405).putHeader("Allow", "POST"));
    }

    /** What follows on the connection is the rest of a body nobody reads. */
    static void tooLarge(HttpServerResponse response) {
        end(response.setStatusCode(413).putHeader("Connection", "close"));
    }

    static void tooSlow(HttpServerResponse response) {
        end(response.setStatusCode(408).putHeader("Connection", "close"));
    }

    private static void end(HttpServerResponse response) {
        if (!response.ended() && !response.closed()) {
            response.end().onFailure(gone -> {});
        }
    }
}
