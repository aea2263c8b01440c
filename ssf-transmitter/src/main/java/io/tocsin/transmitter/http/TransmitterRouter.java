// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.http;

import io.tocsin.transmitter.client.Scope;
import io.tocsin.transmitter.http.exchange.Bearer;
import io.tocsin.transmitter.http.exchange.BodyReader;
import io.tocsin.transmitter.http.exchange.Failures;
import io.tocsin.transmitter.http.exchange.Operation;
import io.tocsin.transmitter.http.exchange.Paths;
import io.tocsin.transmitter.peer.Incoming;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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
        this.bearer = new Bearer(issuer.callers(), issuer.endpoints().wellKnownUrl(Endpoints.RESOURCE));
    }

    /** Everything of every issuer. */
    public static Handler<HttpServerRequest> build(Serving serving, List<Issuer> issuers) {
        Paths paths = new Paths(serving.vertx(), new Failures(serving.metrics()));
        serving.placement().mount(paths);
        for (Issuer issuer : issuers) {
            new MetadataRoutes(issuer, serving.keys()).mount(paths);
            TransmitterRouter router = new TransmitterRouter(serving, issuer, paths);
            router.mountToken();
            router.mountStreams();
            router.mountSubjects();
            router.mountPoll();
            router.mountSnapshot();
        }
        return paths;
    }

    private void mountToken() {
        Router token = paths.at(issuer.endpoints().path(Endpoints.TOKEN));
        token.post()
                .handler(new BodyReader(TokenRoute.FORM, FORM_LIMIT))
                .handler(new TokenRoute(
                        URI.create(issuer.endpoints().url(Endpoints.TOKEN)),
                        issuer.tokenEndpoint(),
                        serving.proxies()));
        token.route().handler(Paths.only(HttpMethod.POST));
    }

    private void mountStreams() {
        StreamRoutes routes = new StreamRoutes(issuer.streams(), serving.verifications(), serving.json());

        Router configuration = protectedAt(Endpoints.STREAMS);
        // by one instance for each receiver, which counts its streams
        manage(configuration, HttpMethod.POST, TransmitterRouter::clientId, routes::create);
        manage(configuration, HttpMethod.PATCH, StreamRoutes::inBody, routes::patch);
        manage(configuration, HttpMethod.PUT, StreamRoutes::inBody, routes::put);
        read(configuration, routes::read);
        configuration
                .delete()
                .handler(Bearer.requiring(Scope.MANAGE))
                .handler(serving.placement().atOwner(StreamRoutes::inQuery, Incoming.Kind.CHANGE))
                .handler(Operation.handler(routes::delete));
        configuration
                .route()
                .handler(Paths.only(
                        HttpMethod.GET,
                        HttpMethod.HEAD,
                        HttpMethod.POST,
                        HttpMethod.PATCH,
                        HttpMethod.PUT,
                        HttpMethod.DELETE));

        Router status = protectedAt(Endpoints.STATUS);
        read(status, routes::status);
        manage(status, HttpMethod.POST, StreamRoutes::inBody, routes::setStatus);
        status.route().handler(Paths.only(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST));

        Router verification = protectedAt(Endpoints.VERIFICATION);
        manage(verification, HttpMethod.POST, StreamRoutes::inBody, routes::verify);
        verification.route().handler(Paths.only(HttpMethod.POST));
    }

    private void mountSubjects() {
        SubjectRoutes routes = new SubjectRoutes(issuer.streams(), serving.subjects());
        Router add = protectedAt(Endpoints.ADD_SUBJECT);
        manage(add, HttpMethod.POST, StreamRoutes::inBody, routes::add);
        add.route().handler(Paths.only(HttpMethod.POST));
        Router remove = protectedAt(Endpoints.REMOVE_SUBJECT);
        manage(remove, HttpMethod.POST, StreamRoutes::inBody, routes::remove);
        remove.route().handler(Paths.only(HttpMethod.POST));
    }

    private void mountPoll() {
        Router poll = protectedAt(Endpoints.POLL + "/");
        PollRoute route = new PollRoute(issuer.streams(), serving.lanes(), serving.longPoll());
        poll.post()
                .handler(Bearer.requiring(Scope.READ))
                .handler(new BodyReader(BodyReader.JSON, POLL_LIMIT))
                .handler(serving.placement()
                        .atOwner(
                                request -> Optional.of(Paths.lastSegment(request)),
                                Incoming.Kind.poll(serving.longPoll())))
                .handler(route);
        poll.delete().handler(new BodyReader(BodyReader.JSON, POLL_LIMIT)).handler(route::takeBack);
        poll.route().handler(Paths.only(HttpMethod.POST));
    }

    private void mountSnapshot() {
        SnapshotRoute route = new SnapshotRoute(issuer.streams(), serving.snapshots());
        Router snapshot = protectedAt(Endpoints.SNAPSHOT);
        read(snapshot, route::page);
        snapshot.route().handler(Paths.only(HttpMethod.GET, HttpMethod.HEAD));
    }

    private Router protectedAt(String endpoint) {
        Router router = paths.at(issuer.endpoints().path(endpoint));
        router.route().handler(serving.placement().callsOfPeers(issuer.receivers()));
        router.route().handler(bearer);
        return router;
    }

    private void read(Router router, Operation operation) {
        router.route()
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(Bearer.requiring(Scope.READ))
                .handler(wherever())
                .handler(Operation.handler(operation));
    }

    /** Anywhere, unless reading keeps the stream alive: that is written down by the instance that has it. */
    private Handler<RoutingContext> wherever() {
        Handler<RoutingContext> anywhere = serving.placement().anywhere();
        Handler<RoutingContext> atOwner = serving.placement().atOwner(StreamRoutes::inQuery, Incoming.Kind.CHANGE);
        return request -> {
            boolean counts = Bearer.caller(request).receiver().inactivityTimeout() != null
                    && StreamRoutes.inQuery(request).isPresent();
            (counts ? atOwner : anywhere).handle(request);
        };
    }

    /** An operation with a JSON body, by the instance that has the stream it names. */
    private void manage(
            Router router,
            HttpMethod method,
            Function<RoutingContext, Optional<String>> streamId,
            Operation operation) {
        router.route()
                .method(method)
                .handler(Bearer.requiring(Scope.MANAGE))
                .handler(new BodyReader(BodyReader.JSON, JSON_LIMIT))
                .handler(serving.placement().atOwner(streamId, Incoming.Kind.CHANGE))
                .handler(Operation.handler(operation));
    }

    private static Optional<String> clientId(RoutingContext request) {
        return Optional.of(Bearer.caller(request).receiver().clientId());
    }
}
