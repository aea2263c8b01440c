// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.transmitter.client.Caller;
import io.tocsin.transmitter.client.Scope;
import io.tocsin.transmitter.management.CreateStream;
import io.tocsin.transmitter.management.OwnStreams;
import io.tocsin.transmitter.management.StreamJson;
import io.tocsin.transmitter.management.Verifications;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.RequestJson;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Stream management (SSF 1.0 §8.1.1), status (§8.1.2.1) and verification (§8.1.4.2). */
final class StreamRoutes {
    private final OwnStreams streams;
    private final Verifications verifications;
    private final StreamJson json;

    StreamRoutes(OwnStreams streams, Verifications verifications, StreamJson json) {
        this.streams = streams;
        this.verifications = verifications;
        this.json = json;
    }

    CompletionStage<Answer> create(Caller caller, RoutingContext request) {
        CreateStream asked = CreateStream.read(RequestJson.parse(BodyReader.body(request)));
        return streams.create(caller, asked).thenApply(stream -> Answer.created(configuration(caller, stream)));
    }

    CompletionStage<Answer> read(Caller caller, RoutingContext request) {
        if (request.queryParam("stream_id").isEmpty()) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            streams.list(caller).forEach(stream -> all.add(configuration(caller, stream)));
            return done(Answer.ok(all));
        }
        return done(Answer.ok(configuration(caller, streams.find(caller, streamId(request)))));
    }

    CompletionStage<Answer> delete(Caller caller, RoutingContext request) {
        return streams.delete(caller, streamId(request)).thenApply(gone -> Answer.NO_CONTENT);
    }

    CompletionStage<Answer> status(Caller caller, RoutingContext request) {
        return done(Answer.ok(json.status(streams.find(caller, streamId(request)))));
    }

    CompletionStage<Answer> verify(Caller caller, RoutingContext request) {
        RequestJson body = RequestJson.parse(BodyReader.body(request));
        String streamId = body.requiredText("stream_id");
        String state = body.text("state").orElse(null);
        return verifications.request(streams.find(caller, streamId), state).thenApply(sent -> Answer.NO_CONTENT);
    }

    /** Whoever may change the delivery gets to see its secret: an update must be able to send back what was read. */
    private ObjectNode configuration(Caller caller, StreamRegistration stream) {
        return json.configuration(
                stream,
                caller.receiver().eventsSupported(),
                caller.may(Scope.MANAGE) ? streams.authorizationHeader(stream) : null);
    }

    private static String streamId(RoutingContext request) {
        List<String> values = request.queryParam("stream_id");
        if (values.size() != 1 || values.getFirst().isEmpty()) {
            throw RejectedException.invalid(
                    "query parameter stream_id is given " + values.size() + " times or empty, expected one value");
        }
        return values.getFirst();
    }

    private static CompletionStage<Answer> done(Answer answer) {
        return CompletableFuture.completedFuture(answer);
    }
}
