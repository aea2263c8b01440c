// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.http;

import io.tocsin.transmitter.client.Scope;
import io.tocsin.transmitter.delivery.Lanes;
import io.tocsin.transmitter.key.SigningKeys;
import io.tocsin.transmitter.metrics.TransmitterMetrics;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import io.tocsin.transmitter.stream.StreamJson;
import io.tocsin.transmitter.stream.Streams;
import io.tocsin.transmitter.stream.Verifications;
import io.tocsin.transmitter.token.AccessTokenVerifier;
import io.tocsin.transmitter.token.TokenEndpoint;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What is served where, in which order: who calls, what they may, what they sent, and only then what there is. A bad
 * token on a stream that does not exist is 401, never 404.
 */
public final class TransmitterRouter {
    private static final String JSON = "application/json";
    private static final int FORM_LIMIT = 16 * 1024;
    private static final int JSON_LIMIT = 64 * 1024;
    /** Room for acknowledging many SETs at once. */
    private static final int POLL_LIMIT = 256 * 1024;

    private TransmitterRouter() {}

    /**
     * Mounts everything.
     *
     * @param longPoll how long a poll waits for a SET
     */
    public static Router build(
            Vertx vertx,
            Endpoints endpoints,
            SigningKeys keys,
            TokenEndpoint tokenEndpoint,
            AccessTokenVerifier tokens,
            Streams streams,
            Verifications verifications,
            StreamJson json,
            Lanes lanes,
            Duration longPoll,
            TransmitterMetrics metrics) {
        Router router = Router.router(vertx);
        Failures failures = new Failures(metrics);
        router.route().failureHandler(failures);
        router.errorHandler(404, failures);
        router.errorHandler(400, failures);

        new MetadataRoutes(endpoints, keys).mount(router);

        String token = endpoints.path(Endpoints.TOKEN);
        router.post(token)
                .handler(new BodyReader(TokenRoute.FORM, FORM_LIMIT))
                .handler(new TokenRoute(URI.create(endpoints.url(Endpoints.TOKEN)), tokenEndpoint));
        router.route(token).handler(only(HttpMethod.POST));

        StreamRoutes routes = new StreamRoutes(streams, verifications, json);
        Bearer bearer = new Bearer(tokens);

        String configuration = endpoints.path(Endpoints.STREAMS);
        router.route(configuration).handler(bearer);
        router.post(configuration)
                .handler(Bearer.requiring(Scope.MANAGE))
                .handler(new BodyReader(JSON, JSON_LIMIT))
                .handler(Operation.handler(routes::create));
        router.get(configuration).handler(Bearer.requiring(Scope.READ)).handler(Operation.handler(routes::read));
        router.delete(configuration).handler(Bearer.requiring(Scope.MANAGE)).handler(Operation.handler(routes::delete));
        router.route(configuration).handler(only(HttpMethod.GET, HttpMethod.POST, HttpMethod.DELETE));

        String status = endpoints.path(Endpoints.STATUS);
        router.route(status).handler(bearer);
        router.get(status).handler(Bearer.requiring(Scope.READ)).handler(Operation.handler(routes::status));
        router.route(status).handler(only(HttpMethod.GET));

        String verification = endpoints.path(Endpoints.VERIFICATION);
        router.route(verification).handler(bearer);
        router.post(verification)
                .handler(Bearer.requiring(Scope.MANAGE))
                .handler(new BodyReader(JSON, JSON_LIMIT))
                .handler(Operation.handler(routes::verify));
        router.route(verification).handler(only(HttpMethod.POST));

        String poll = endpoints.path(Endpoints.POLL) + "/:" + PollRoute.STREAM_ID;
        router.route(poll).handler(bearer);
        router.post(poll)
                .handler(Bearer.requiring(Scope.READ))
                .handler(new BodyReader(JSON, POLL_LIMIT))
                .handler(new PollRoute(streams, lanes, longPoll));
        router.route(poll).handler(only(HttpMethod.POST));
        return router;
    }

    /** For the methods that an endpoint does not have. */
    static Handler<RoutingContext> only(HttpMethod... methods) {
        List<String> names = Arrays.stream(methods).map(HttpMethod::name).toList();
        return request -> {
            throw new RejectedException(new Rejection.MethodNotAllowed(names));
        };
    }
}
