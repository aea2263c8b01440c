// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.http;

import static java.util.Objects.requireNonNull;

import io.tocsin.transmitter.client.Caller;
import io.tocsin.transmitter.client.Scope;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import io.tocsin.transmitter.token.AccessTokenVerifier;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * Finds out who calls, before anything else of the request is looked at. Tokens are taken from the
 * {@code Authorization} header only (RFC 6750 §2.1); one in the query is no token.
 */
final class Bearer implements Handler<RoutingContext> {
    private static final String CALLER = "caller";
    private static final String SCHEME = "Bearer ";

    private final AccessTokenVerifier tokens;

    Bearer(AccessTokenVerifier tokens) {
        this.tokens = tokens;
    }

    static Caller caller(RoutingContext context) {
        return requireNonNull(context.<Caller>get(CALLER), "the route has no authentication");
    }

    /** It is known who calls. */
    static void authenticated(RoutingContext context, Caller caller) {
        context.put(CALLER, caller);
    }

    /** Serves only callers whose token covers that scope. */
    static Handler<RoutingContext> requiring(Scope needed) {
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
        List<String> headers = context.request().headers().getAll(HttpHeaders.AUTHORIZATION);
        boolean bearer = headers.size() == 1 && headers.getFirst().regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        if (!bearer) {
            throw new RejectedException(new Rejection.Unauthenticated(false));
        }
        Caller caller = tokens.verify(
                        headers.getFirst().substring(SCHEME.length()).strip())
                .orElseThrow(() -> new RejectedException(new Rejection.Unauthenticated(true)));
        context.put(CALLER, caller);
        context.next();
    }
}
