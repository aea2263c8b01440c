// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.http.placement;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.receiver.ReceiverRegistration;
import io.tocsin.transmitter.client.Caller;
import io.tocsin.transmitter.client.ReceiverLookup;
import io.tocsin.transmitter.http.exchange.Bearer;
import io.tocsin.transmitter.peer.ForwardedCall;
import io.tocsin.transmitter.peer.PeerClient;
import io.tocsin.transmitter.peer.PeerTokens;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import io.tocsin.transmitter.view.CaughtUp;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Takes requests that another instance passes on: it has authenticated the caller, and this checks that it is one. */
public final class PeerCalls implements Handler<RoutingContext> {
    private static final String BY_PEER = "by-peer";

    private final PeerTokens tokens;
    private final ReceiverLookup receivers;
    private final CaughtUp freshness;

    PeerCalls(PeerTokens tokens, ReceiverLookup receivers, CaughtUp freshness) {
        this.tokens = tokens;
        this.receivers = receivers;
        this.freshness = freshness;
    }

    /** Did it come by another instance? */
    public static boolean isPeers(RoutingContext request) {
        return request.get(BY_PEER) != null;
    }

    @Override
    public void handle(RoutingContext request) {
        String token = request.request().getHeader(PeerClient.TOKEN);
        if (token == null) {
            request.next();
            return;
        }
        ForwardedCall call = tokens.verify(token, request.request().method().name(), uri(request))
                .orElseThrow(() -> new RejectedException(new Rejection.Unauthenticated(true)));
        Optional<ReceiverRegistration> known = receivers.byClientId(call.clientId());
        if (known.isPresent()) {
            proceed(request, call, known.get());
        } else {
            look(request, call);
        }
    }

    /** The other instance may have heard of a new receiver before this one. */
    private void look(RoutingContext request, ForwardedCall call) {
        Context context = request.vertx().getOrCreateContext();
        request.request().pause();
        var unused = freshness
                .reached()
                .whenComplete((seen, failure) -> context.runOnContext(here -> {
                    Optional<ReceiverRegistration> known = receivers.byClientId(call.clientId());
                    if (failure != null) {
                        request.fail(failure);
                    } else if (known.isEmpty()) {
                        request.fail(new RejectedException(new Rejection.Unauthenticated(true)));
                    } else {
                        proceed(request, call, known.get());
                    }
                    request.request().resume();
                }));
    }

    private static void proceed(RoutingContext request, ForwardedCall call, ReceiverRegistration receiver) {
        request.put(BY_PEER, true);
        Bearer.authenticated(request, new Caller(receiver, call.scopes()));
        request.next();
    }

    private static String uri(RoutingContext request) {
        String path = requireNonNull(request.request().path(), "a routed request has a path");
        String query = request.request().query();
        return query == null ? path : path + "?" + query;
    }
}
