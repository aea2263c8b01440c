// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.http.placement;

import com.nimbusds.jwt.JWTClaimsSet;
import io.tocsin.transmitter.fleet.Instances;
import io.tocsin.transmitter.fleet.OperatorAnswer;
import io.tocsin.transmitter.fleet.OperatorCall;
import io.tocsin.transmitter.http.exchange.BodyReader;
import io.tocsin.transmitter.http.exchange.Paths;
import io.tocsin.transmitter.peer.PeerClient;
import io.tocsin.transmitter.peer.PeerTokens;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;

/** Takes what another instance's operator asks: the token first, then the call it was made for. */
final class OperatorRoute {
    /** Room for the largest request of an operator, wrapped. */
    private static final int LIMIT = 512 * 1024;

    private static final String CLAIMS = "operator-claims";

    private final PeerTokens tokens;
    private final Instances instances;

    OperatorRoute(PeerTokens tokens, Instances instances) {
        this.tokens = tokens;
        this.instances = instances;
    }

    void mount(Paths paths) {
        Router router = paths.at(PeerClient.OPERATOR_PATH);
        router.post()
                .handler(this::authenticate)
                .handler(new BodyReader(BodyReader.JSON, LIMIT))
                .handler(this::serve);
        router.route().handler(Paths.only(HttpMethod.POST));
    }

    private void authenticate(RoutingContext request) {
        String token = request.request().getHeader(PeerClient.TOKEN);
        if (token == null) {
            throw new RejectedException(new Rejection.Unauthenticated(false));
        }
        request.request().pause();
        request.vertx()
                .executeBlocking(() -> tokens.verifyOperator(token), false)
                .onFailure(request::fail)
                .onSuccess(claims -> {
                    if (claims.isEmpty()) {
                        request.fail(new RejectedException(new Rejection.Unauthenticated(true)));
                    } else {
                        request.put(CLAIMS, claims.get());
                        request.next();
                        request.request().resume();
                    }
                });
    }

    private void serve(RoutingContext request) {
        byte[] body = BodyReader.body(request);
        JWTClaimsSet claims = request.get(CLAIMS);
        if (claims == null || !PeerTokens.isFor(claims, body)) {
            throw new RejectedException(new Rejection.Unauthenticated(true));
        }
        OperatorCall call;
        try {
            call = OperatorCall.read(body);
        } catch (IOException e) {
            RejectedException rejected = RejectedException.invalid("the body is no operator's call");
            rejected.addSuppressed(e);
            throw rejected;
        }
        Context context = request.vertx().getOrCreateContext();
        Thread.ofVirtual().name("transmitter-operator").start(() -> answer(request, call, context));
    }

    private void answer(RoutingContext request, OperatorCall call, Context context) {
        try {
            OperatorAnswer answer = instances.answer(call);
            context.runOnContext(here -> request.response()
                    .setStatusCode(answer.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, BodyReader.JSON)
                    .end(Buffer.buffer(answer.body())));
        } catch (RuntimeException e) {
            context.runOnContext(here -> request.fail(e));
        }
    }
}
