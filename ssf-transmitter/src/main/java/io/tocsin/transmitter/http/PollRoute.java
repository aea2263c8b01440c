// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.transmitter.client.Caller;
import io.tocsin.transmitter.delivery.Lanes;
import io.tocsin.transmitter.http.exchange.Bearer;
import io.tocsin.transmitter.http.exchange.BodyReader;
import io.tocsin.transmitter.http.exchange.Paths;
import io.tocsin.transmitter.http.placement.PeerCalls;
import io.tocsin.transmitter.lane.poll.PollAnswer;
import io.tocsin.transmitter.lane.poll.PollLane;
import io.tocsin.transmitter.lane.poll.PollRequest;
import io.tocsin.transmitter.management.OwnStreams;
import io.tocsin.transmitter.request.RequestJson;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The poll endpoint (RFC 8936 §2). Answers apart from other operations: what does not arrive must be taken back. */
final class PollRoute implements Handler<RoutingContext> {
    private final OwnStreams streams;
    private final Lanes lanes;
    private final Duration longest;

    /** @param longest how long a poll waits for a SET */
    PollRoute(OwnStreams streams, Lanes lanes, Duration longest) {
        this.streams = streams;
        this.lanes = lanes;
        this.longest = longest;
    }

    @Override
    public void handle(RoutingContext request) {
        Caller caller = Bearer.caller(request);
        PollRequest poll = PollRequest.read(RequestJson.parse(BodyReader.body(request)));
        StreamRegistration stream = streams.find(caller, Paths.lastSegment(request));
        PollLane lane = lanes.polled(stream);
        Context context = request.vertx().getOrCreateContext();
        CompletableFuture<PollAnswer> answer = lane.poll(poll, longest);
        request.response().closeHandler(gone -> answer.cancel(false));
        var unused = answer.whenComplete((sets, failure) -> context.runOnContext(here -> {
            if (failure != null) {
                request.fail(failure);
            } else {
                write(request, lane, sets);
            }
        }));
    }

    /** Another instance says which SETs it was given for a receiver that then was not there any more. */
    void takeBack(RoutingContext request) {
        if (!PeerCalls.isPeers(request)) {
            request.next();
            return;
        }
        StreamRegistration stream = streams.find(Bearer.caller(request), Paths.lastSegment(request));
        lanes.polled(stream)
                .takeBack(RequestJson.parse(BodyReader.body(request))
                        .texts("jtis")
                        .orElse(List.of()));
        request.response().setStatusCode(204).end();
    }

    private static void write(RoutingContext request, PollLane lane, PollAnswer answer) {
        if (request.response().closed()) {
            lane.takeBack(answer.sets().keySet());
            return;
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode sets = body.putObject("sets");
        answer.sets().forEach(sets::put);
        if (answer.moreAvailable()) {
            body.put("moreAvailable", true);
        }
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(body.toString())
                .onFailure(lost -> lane.takeBack(answer.sets().keySet()));
    }
}
