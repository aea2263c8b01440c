// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.http;

import io.tocsin.transmitter.client.Scope;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.util.List;

/**
 * What is served where, in which order: who calls, what they may, what they sent, and only then what there is. A bad
 * token on a stream that does not exist is 401, never 404.
 */
public final class TransmitterRouter {
    static final String JSON = "application/json";
    private static final int FORM_LIMIT = 16 * 1024;
    private static final int JSON_LIMIT = 64 * 1024;
    /** Room for acknowledging many SETs at once. */
    private static final int POLL_LIMIT = 256 * 1024;

    private final Serving serving;
    private final Issuer issuer;
    private final Paths paths;
    private final Bearer bearer;

    private TransmitterRouter(Serving serving, Issuer issuer, Paths paths) {
        this.serving = serving;
        this.issuer = issuer;
        this.paths = paths;
        this.bearer = new Bearer(issuer.tokens());
    }

    /** Everything of every issuer. */
    public static Handler<HttpServerRequest> build(Serving serving, List<Issuer> issuers) {
        Paths paths = new Paths(serving.vertx(), new Failures(serving.metrics()));
        for (Issuer issuer : issuers) {
            new MetadataRoutes(issuer, serving.keys()).mount(paths);
            TransmitterRouter router = new TransmitterRouter(serving, issuer, paths);
            router.mountToken();
            router.mountStreams();
            router.mountSubjects();
            router.mountPoll();
        }
        return paths;
    }

    private void mountToken() {
        Router token = paths.at(issuer.endpoints().path(Endpoints.TOKEN));
        token.post()
                .handler(new BodyReader(TokenRoute.FORM, FORM_LIMIT))
                .handler(new TokenRoute(URI.create(issuer.endpoints().url(Endpoints.TOKEN)), issuer.tokenEndpoint()));
        token.route().handler(Paths.only(HttpMethod.POST));
    }

    private void mountStreams() {
        StreamRoutes routes = new StreamRoutes(issuer.streams(), serving.verifications(), serving.json());

        Router configuration = protectedAt(Endpoints.STREAMS);
        manage(configuration, HttpMethod.POST, routes::create);
        manage(configuration, HttpMethod.PATCH, routes::patch);
        manage(configuration, HttpMethod.PUT, routes::put);
        read(configuration, routes::read);
        configuration.delete().handler(Bearer.requiring(Scope.MANAGE)).handler(Operation.handler(routes::delete));
        configuration.route().handler(Paths.only(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.DELETE));

        Router status = protectedAt(Endpoints.STATUS);
        read(status, routes::status);
        manage(status, HttpMethod.POST, routes::setStatus);
        status.route().handler(Paths.only(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST));

        Router verification = protectedAt(Endpoints.VERIFICATION);
        manage(verification, HttpMethod.POST, routes::verify);
        verification.route().handler(Paths.only(HttpMethod.POST));
    }

    private void mountSubjects() {
        SubjectRoutes routes = new SubjectRoutes(issuer.streams(), serving.subjects());
        Router add = protectedAt(Endpoints.ADD_SUBJECT);
        manage(add, HttpMethod.POST, routes::add);
        add.route().handler(Paths.only(HttpMethod.POST));
        Router remove = protectedAt(Endpoints.REMOVE_SUBJECT);
        manage(remove, HttpMethod.POST, routes::remove);
        remove.route().handler(Paths.only(HttpMethod.POST));
    }

    private void mountPoll() {
        Router poll = protectedAt(Endpoints.POLL + "/");
        poll.post()
                .handler(Bearer.requiring(Scope.READ))
                .handler(new BodyReader(JSON, POLL_LIMIT))
                .handler(new PollRoute(issuer.streams(), serving.lanes(), serving.longPoll()));
        poll.route().handler(Paths.only(HttpMethod.POST));
    }

    private Router protectedAt(String endpoint) {
        Router router = paths.at(issuer.endpoints().path(endpoint));
        router.route().handler(bearer);
        return router;
    }

    private static void read(Router router, Operation operation) {
        router.route()
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(Bearer.requiring(Scope.READ))
                .handler(Operation.handler(operation));
    }

    /** An operation with a JSON body. */
    private static void manage(Router router, HttpMethod method, Operation operation) {
        router.route()
                .method(method)
                .handler(Bearer.requiring(Scope.MANAGE))
                .handler(new BodyReader(JSON, JSON_LIMIT))
                .handler(Operation.handler(operation));
    }
}
