// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.push;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tocsin.receiver.verify.ErrorCode;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

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

    static void tooLarge(HttpServerRequest request) {
        endAll(request, 413);
    }

    static void tooSlow(HttpServerRequest request) {
        endAll(request, 408);
    }

    /**
     * What follows on the connection is the rest of a body nobody reads; HTTP/2 has no such header (RFC 9113 §8.2.2).
     */
    private static void endAll(HttpServerRequest request, int status) {
        HttpServerResponse response = request.response().setStatusCode(status);
        end(request.version() == HttpVersion.HTTP_2 ? response : response.putHeader("Connection", "close"));
    }

    private static void end(HttpServerResponse response) {
        if (!response.ended() && !response.closed()) {
            response.end().onFailure(gone -> {});
        }
    }
}
