// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.http.exchange;

import static java.util.Objects.requireNonNull;

import io.tocsin.transmitter.caller.Callers;
import io.tocsin.transmitter.caller.ClientCertificate;
import io.tocsin.transmitter.client.Caller;
import io.tocsin.transmitter.client.Scope;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Finds out who calls, before anything else of the request is looked at. Tokens are taken from the
 * {@code Authorization} header only (RFC 6750 §2.1); one in the query is no token.
 */
public final class Bearer implements Handler<RoutingContext> {
    /** Where {@link Failures} finds the URL of the protected resource's metadata (RFC 9728 §5.1). */
    static final String RESOURCE_METADATA = "resource_metadata";

    private static final String CALLER = "caller";
    private static final String SCHEME = "Bearer ";

    private final Callers callers;
    private final String resourceMetadata;

    public Bearer(Callers callers, String resourceMetadata) {
        this.callers = callers;
        this.resourceMetadata = resourceMetadata;
    }

    public static Caller caller(RoutingContext context) {
        return requireNonNull(context.<Caller>get(CALLER), "the route has no authentication");
    }

    /** It is known who calls. */
    public static void authenticated(RoutingContext context, Caller caller) {
        context.put(CALLER, caller);
    }

    /** Serves only callers whose token covers that scope. */
    public static Handler<RoutingContext> requiring(Scope needed) {
        return context -> {
            if (!caller(context).may(needed)) {
                throw new RejectedException(new Rejection.InsufficientScope(needed));
            }
            context.next();
        };
    }

    @Override
    public void handle(RoutingContext context) {
        if (context.get(CALLER) != null) {
            context.next();
            return;
        }
        context.put(RESOURCE_METADATA, resourceMetadata);
        Optional<ClientCertificate> certificate =
                ClientCertificate.of(context.request().connection().sslSession());
        List<String> headers = context.request().headers().getAll(HttpHeaders.AUTHORIZATION);
        if (headers.isEmpty() && certificate.isPresent()) {
            proceed(
                    context,
                    callers.byCertificate(certificate.get())
                            .orElseThrow(() -> new RejectedException(new Rejection.Unauthenticated(false))));
            return;
        }
        boolean bearer = headers.size() == 1 && headers.getFirst().regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        if (!bearer) {
            throw new RejectedException(new Rejection.Unauthenticated(false));
        }
        await(
                context,
                callers.byToken(headers.getFirst().substring(SCHEME.length()).strip(), certificate.orElse(null)));
    }

    /** The body waits meanwhile: not a byte of it is read for somebody unknown. */
    private static void await(RoutingContext context, CompletableFuture<Optional<Caller>> answer) {
        if (answer.isDone()) {
            decide(context, answer);
            return;
        }
        context.request().pause();
        Context thread = context.vertx().getOrCreateContext();
        var unused = answer.whenComplete((caller, failure) -> thread.runOnContext(here -> {
            if (!context.response().closed()) {
                decide(context, answer);
                context.request().resume();
            }
        }));
    }

    private static void decide(RoutingContext context, CompletableFuture<Optional<Caller>> answer) {
        if (answer.isCompletedExceptionally()) {
            context.fail(answer.exceptionNow());
        } else if (answer.join().isEmpty()) {
            context.fail(new RejectedException(new Rejection.Unauthenticated(true)));
        } else {
            proceed(context, answer.join().get());
        }
    }

    private static void proceed(RoutingContext context, Caller caller) {
        context.put(CALLER, caller);
        context.next();
    }
}
