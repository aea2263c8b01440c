// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.api;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.tocsin.hub.admin.AdminRole;
import io.tocsin.hub.admin.api.transmitter.PeerEndpoints;
import io.tocsin.hub.admin.view.ErrorView;
import io.tocsin.hub.admin.view.ViewJson;
import io.tocsin.transmitter.fleet.OperatorAnswer;
import io.tocsin.transmitter.fleet.OperatorCall;
import io.tocsin.transmitter.operate.Operations;
import io.tocsin.transmitter.peer.Owner;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what an endpoint is asked for: in this hub, or has it done by the one whose it is. For threads that may wait.
 */
final class Execution {
    private static final Logger LOG = LoggerFactory.getLogger(Execution.class);
    private static final byte[] NOTHING = {};

    private final Served served;
    private final List<Endpoint> endpoints;

    Execution(Served served, List<Endpoint> endpoints) {
        this.served = served;
        this.endpoints = endpoints;
    }

    /** @param asked the same call, for another hub */
    OperatorAnswer of(Endpoint endpoint, Call call, OperatorCall asked) {
        try {
            return switch (endpoint.place()) {
                case Endpoint.Place.ThisHub here -> here(endpoint, call);
                case Endpoint.Place.AnyHub any -> here(endpoint, call);
                case Endpoint.Place.OwnerOf owner ->
                    served.running(Stage.TRANSMITTER)
                            .instances()
                            .atOwner(owner.key().apply(call), asked, () -> here(endpoint, call));
            };
        } catch (RuntimeException e) {
            return failed(endpoint, e);
        }
    }

    /** Another hub asks for its operator, whom it knows. */
    OperatorAnswer ofPeer(Operations transmitter, OperatorCall asked) {
        QueryStringDecoder uri = new QueryStringDecoder(asked.uri());
        Optional<Endpoint> found = Stream.concat(endpoints.stream(), PeerEndpoints.ALL.stream())
                .filter(endpoint -> endpoint.method().name().equals(asked.method())
                        && endpoint.idIn(uri.rawPath()).isPresent())
                .findFirst();
        if (found.isEmpty()) {
            return refused(Refusal.notFound("this hub knows no such path: it is of another version"));
        }
        Endpoint endpoint = found.get();
        MultiMap query = MultiMap.caseInsensitiveMultiMap();
        uri.parameters().forEach(query::add);
        Call call = new Call(endpoint.idIn(uri.rawPath()).orElse(""), asked.operator(), query, asked.body());
        boolean anothers = endpoint.place() instanceof Endpoint.Place.OwnerOf owner
                && !(transmitter.instances().ownerOf(owner.key().apply(call)) instanceof Owner.Here);
        return anothers ? OperatorAnswer.misdirected() : here(endpoint, call);
    }

    private OperatorAnswer here(Endpoint endpoint, Call call) {
        try {
            if (!(endpoint.place() instanceof Endpoint.Place.ThisHub)) {
                catchUp(endpoint);
            }
            Object body = endpoint.action().of(served, call);
            return body == null ? new OperatorAnswer(204, NOTHING) : new OperatorAnswer(200, ViewJson.write(body));
        } catch (RuntimeException e) {
            return failed(endpoint, e);
        }
    }

    /** Sees what other hubs have done before. Without Kafka one may still look at what was seen before it went away. */
    private void catchUp(Endpoint endpoint) {
        try {
            Call.wait(served.running(Stage.TRANSMITTER).instances().fresh());
        } catch (CompletionException e) {
            if (endpoint.needs() == AdminRole.WRITE) {
                throw e;
            }
            LOG.debug("shows what was seen so far", e);
        }
    }

    private static OperatorAnswer failed(Endpoint endpoint, RuntimeException failure) {
        Refusal refusal = Refusal.of(failure);
        if (refusal != null) {
            return refused(refusal);
        }
        LOG.error("{} {} failed", endpoint.method(), endpoint.path(), failure);
        return new OperatorAnswer(
                500, ViewJson.write(new ErrorView("server_error", "the request failed on our side, see the log")));
    }

    static OperatorAnswer refused(Refusal refusal) {
        return new OperatorAnswer(
                refusal.status(), ViewJson.write(new ErrorView(refusal.err(), String.valueOf(refusal.getMessage()))));
    }
}
