// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.webhook;

import io.tocsin.connectors.intake.Answer;
import io.tocsin.connectors.metrics.ConnectorMetrics;
import io.tocsin.connectors.metrics.Rejection;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** One request and its one answer. {@link #answer} may be called from any thread; the first call counts. */
final class Exchange {
    private final HttpServerRequest request;
    private final Context context;
    private final String connector;
    private final InstantSource clock;
    private final ConnectorMetrics metrics;
    private final Instant began;
    private boolean answered;

    /** @param context the event loop the request lives on */
    Exchange(
            HttpServerRequest request,
            Context context,
            String connector,
            InstantSource clock,
            ConnectorMetrics metrics) {
        this.request = request;
        this.context = context;
        this.connector = connector;
        this.clock = clock;
        this.metrics = metrics;
        this.began = clock.instant();
    }

    void answer(Answer answer) {
        context.runOnContext(ignored -> send(answer));
    }

    private void send(Answer answer) {
        if (answered) {
            return;
        }
        answered = true;
        switch (answer) {
            case Answer.Accepted done -> metrics.deliveryAccepted(connector, Duration.between(began, clock.instant()));
            case Answer.Verification proof -> {}
            case Answer.Echo proof -> {}
            case Answer.Refused refused -> metrics.deliveryRejected(connector, refused.rejection());
        }
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        response.putHeader("Cache-Control", "no-store");
        if (leavesBodyUnread(answer) && request.version() != HttpVersion.HTTP_2) {
            response.putHeader("Connection", "close");
        }
        if (answer.body().isEmpty()) {
            response.end();
        } else {
            response.putHeader("Content-Type", answer.contentType())
                    .putHeader("X-Content-Type-Options", "nosniff")
                    .end(answer.body());
        }
    }

    /** The connection is closed under a body that is not read to its end; a stream of HTTP/2 has no connection. */
    private static boolean leavesBodyUnread(Answer answer) {
        return answer instanceof Answer.Refused refused
                && (refused.rejection() == Rejection.TOO_LARGE || refused.rejection() == Rejection.TOO_SLOW);
    }
}
