// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.http.placement;

import io.tocsin.transmitter.client.Caller;
import io.tocsin.transmitter.client.ReceiverLookup;
import io.tocsin.transmitter.fleet.Instances;
import io.tocsin.transmitter.http.exchange.Bearer;
import io.tocsin.transmitter.http.exchange.BodyReader;
import io.tocsin.transmitter.http.exchange.Paths;
import io.tocsin.transmitter.peer.ForwardedCall;
import io.tocsin.transmitter.peer.Forwarding;
import io.tocsin.transmitter.peer.Incoming;
import io.tocsin.transmitter.peer.PeerTokens;
import io.tocsin.transmitter.view.Freshness;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which instance serves a request, and what it must have seen before. Stands right before an operation, where the
 * caller is known and the body is read. With one instance, that is always this one, and it has seen everything.
 */
public interface Placement {
    /** With one instance. */
    Placement ALONE = new Placement() {
        @Override
        public Handler<RoutingContext> callsOfPeers(ReceiverLookup receivers) {
            return RoutingContext::next;
        }

        @Override
        public Handler<RoutingContext> anywhere() {
            return RoutingContext::next;
        }

        @Override
        public Handler<RoutingContext> atOwner(
                Function<RoutingContext, Optional<String>> streamId, Incoming.Kind kind) {
            return RoutingContext::next;
        }
    };

    /** Stands before authentication: knows the callers of requests that another instance passes on. */
    Handler<RoutingContext> callsOfPeers(ReceiverLookup receivers);

    /** Served by the instance it came to, which sees all that was written before. */
    Handler<RoutingContext> anywhere();

    /**
     * Served by the instance that has the stream, in the same way.
     *
     * @param streamId where the request names the stream; empty if it does not, which the operation refuses
     */
    Handler<RoutingContext> atOwner(Function<RoutingContext, Optional<String>> streamId, Incoming.Kind kind);

    /** Mounts what instances ask of each other, besides what receivers ask. */
    default void mount(Paths paths) {}

    /** This instance closes: nobody waits here for what happens elsewhere. */
    default void stop() {}

    /**
     * With several instances.
     *
     * @param known is there a stream of that id, as far as this instance has seen?
     */
    static Placement among(
            PeerTokens tokens,
            Forwarding forwarding,
            Freshness freshness,
            Instances instances,
            Predicate<String> known) {
        return new Placement() {
            @Override
            public void mount(Paths paths) {
                new OperatorRoute(tokens, instances).mount(paths);
            }

            @Override
            public void stop() {
                forwarding.stop();
            }

            @Override
            public Handler<RoutingContext> callsOfPeers(ReceiverLookup receivers) {
                return new PeerCalls(tokens, receivers, freshness);
            }

            @Override
            public Handler<RoutingContext> anywhere() {
                return request -> whenFresh(freshness, request);
            }

            @Override
            public Handler<RoutingContext> atOwner(
                    Function<RoutingContext, Optional<String>> streamId, Incoming.Kind kind) {
                return request -> streamId.apply(request)
                        .ifPresentOrElse(
                                id -> forwarding.serve(incoming(request, id, kind, () -> {
                                    // its owner has seen all of a stream but that it exists
                                    if (kind.returnable() && known.test(id)) {
                                        request.next();
                                    } else {
                                        whenFresh(freshness, request);
                                    }
                                })),
                                request::next);
            }
        };
    }

    private static void whenFresh(Freshness freshness, RoutingContext request) {
        Context context = request.vertx().getOrCreateContext();
        var unused = freshness
                .reached()
                .whenComplete((seen, failure) -> context.runOnContext(here -> {
                    if (failure == null) {
                        request.next();
                    } else {
                        request.fail(failure);
                    }
                }));
    }

    private static Incoming incoming(RoutingContext request, String id, Incoming.Kind kind, Runnable here) {
        Caller caller = Bearer.caller(request);
        return new Incoming(
                request.request(),
                new ForwardedCall(caller.receiver().clientId(), caller.scopes()),
                PeerCalls.isPeers(request),
                id,
                BodyReader.bodyIfRead(request),
                kind,
                here,
                request::fail);
    }
}
