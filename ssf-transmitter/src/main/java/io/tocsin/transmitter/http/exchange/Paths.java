// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.http.exchange;

import static java.util.Objects.requireNonNull;

import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Every path there is, each with a router for its methods. A path is found by what it is, character by character, so
 * that one issuer's path may begin with another's, and finding it costs the same for one issuer as for thousands.
 */
public final class Paths implements Handler<HttpServerRequest> {
    private final Vertx vertx;
    private final Failures failures;
    private final Router nothing;
    /** A key that ends in a slash stands for every path with one more segment. */
    private final Map<String, Router> routers = new HashMap<>();

    public Paths(Vertx vertx, Failures failures) {
        this.vertx = vertx;
        this.failures = failures;
        this.nothing = router();
    }

    /**
     * The router of a new path. Throws {@link IllegalArgumentException} if there is one already.
     *
     * @param path to be met exactly; if it ends in a slash, any one segment follows
     */
    public Router at(String path) {
        Router router = router();
        if (routers.put(path, router) != null) {
            throw new IllegalArgumentException("two issuers have the path " + path + ", expected one of them");
        }
        return router;
    }

    @Override
    public void handle(HttpServerRequest request) {
        String path = request.path();
        Router router = path == null ? nothing : routers.get(path);
        if (router == null && path != null) {
            router = routers.get(path.substring(0, path.lastIndexOf('/') + 1));
        }
        (router == null ? nothing : router).handle(request);
    }

    /** The last segment of a path that {@link #at} has with a slash at its end. */
    public static String lastSegment(RoutingContext request) {
        String path = requireNonNull(request.request().path(), "a route has a path");
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** For the methods that an endpoint does not have. */
    public static Handler<RoutingContext> only(HttpMethod... methods) {
        List<String> names = Arrays.stream(methods).map(HttpMethod::name).toList();
        return request -> {
            throw new RejectedException(new Rejection.MethodNotAllowed(names));
        };
    }

    private Router router() {
        Router router = Router.router(vertx);
        router.route().failureHandler(failures);
        router.errorHandler(404, failures);
        router.errorHandler(400, failures);
        return router;
    }
}
