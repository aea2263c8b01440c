// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.http;

import static java.util.Objects.requireNonNull;

import io.tocsin.transmitter.client.Caller;
import io.tocsin.transmitter.client.ReceiverLookup;
import io.tocsin.transmitter.peer.ForwardedCall;
import io.tocsin.transmitter.peer.PeerClient;
import io.tocsin.transmitter.peer.PeerTokens;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** Takes requests that another instance passes on: it has authenticated the caller, and this checks that it is one. */
final class PeerCalls implements Handler<RoutingContext> {
    private static final String BY_PEER = "by-peer";

    private final PeerTokens tokens;
    private final ReceiverLookup receivers;

    PeerCalls(PeerTokens tokens, ReceiverLookup receivers) {
        this.tokens = tokens;
        this.receivers = receivers;
    }

    /** Did it come by another instance? */
    static boolean isPeers(RoutingContext request) {
        return request.get(BY_PEER) != null;
    }

    @Override
    public void handle(RoutingContext request) {
        String token = request.request().getHeader(PeerClient.TOKEN);
        if (token != null) {
            ForwardedCall call = tokens.verify(token, request.request().method().name(), uri(request))
                    .orElseThrow(() -> new RejectedException(new Rejection.Unauthenticated(true)));
            Caller caller = receivers
                    .byClientId(call.clientId())
                    .map(receiver -> new Caller(receiver, call.scopes()))
                    .orElseThrow(() -> new RejectedException(new Rejection.Unauthenticated(true)));
            request.put(BY_PEER, true);
            Bearer.authenticated(request, caller);
        }
        request.next();
    }

    private static String uri(RoutingContext request) {
        String path = requireNonNull(request.request().path(), "a routed request has a path");
        String query = request.request().query();
        return query == null ? path : path + "?" + query;
    }
}
