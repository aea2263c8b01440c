// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tocsin.transmitter.client.Caller;
import io.tocsin.transmitter.http.exchange.Answer;
import io.tocsin.transmitter.http.exchange.BodyReader;
import io.tocsin.transmitter.management.CreateStream;
import io.tocsin.transmitter.management.OwnStreams;
import io.tocsin.transmitter.management.StatusRequest;
import io.tocsin.transmitter.management.StreamJson;
import io.tocsin.transmitter.management.UpdateStream;
import io.tocsin.transmitter.management.Verifications;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.RequestJson;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Stream management (SSF 1.0 §8.1.1), status (§8.1.2) and verification (§8.1.4.2). */
final class StreamRoutes {
    private final OwnStreams streams;
    private final Verifications verifications;
    private final StreamJson json;

    StreamRoutes(OwnStreams streams, Verifications verifications, StreamJson json) {
        this.streams = streams;
        this.verifications = verifications;
        this.json = json;
    }

    /** Where a request without a body names its stream. */
    static Optional<String> inQuery(RoutingContext request) {
        List<String> values = request.queryParam("stream_id");
        return values.size() == 1 && !values.getFirst().isEmpty() ? Optional.of(values.getFirst()) : Optional.empty();
    }

    /** Where a request with a body names its stream. */
    static Optional<String> inBody(RoutingContext request) {
        return RequestJson.parse(BodyReader.body(request)).text("stream_id").filter(id -> !id.isEmpty());
    }

    CompletionStage<Answer> create(Caller caller, RoutingContext request) {
        CreateStream asked = CreateStream.read(RequestJson.parse(BodyReader.body(request)));
        return streams.create(caller, asked).thenApply(stream -> Answer.created(streams.configuration(caller, stream)));
    }

    CompletionStage<Answer> read(Caller caller, RoutingContext request) {
        if (request.queryParam("stream_id").isEmpty()) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            streams.list(caller).forEach(stream -> all.add(streams.configuration(caller, stream)));
            return done(Answer.ok(all));
        }
        return done(Answer.ok(streams.configuration(caller, streams.find(caller, streamId(request)))));
    }

    CompletionStage<Answer> patch(Caller caller, RoutingContext request) {
        return update(caller, UpdateStream.patch(RequestJson.parse(BodyReader.body(request))));
    }

    CompletionStage<Answer> put(Caller caller, RoutingContext request) {
        return update(caller, UpdateStream.put(RequestJson.parse(BodyReader.body(request))));
    }

    private CompletionStage<Answer> update(Caller caller, UpdateStream asked) {
        return streams.update(caller, asked).thenApply(stream -> Answer.ok(streams.configuration(caller, stream)));
    }

    CompletionStage<Answer> setStatus(Caller caller, RoutingContext request) {
        StatusRequest asked = StatusRequest.read(RequestJson.parse(BodyReader.body(request)));
        return streams.setStatus(caller, asked).thenApply(stream -> Answer.ok(json.status(stream)));
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

    private static String streamId(RoutingContext request) {
        return inQuery(request)
                .orElseThrow(() -> RejectedException.invalid("query parameter stream_id is given "
                        + request.queryParam("stream_id").size() + " times or empty, expected one value"));
    }

    private static CompletionStage<Answer> done(Answer answer) {
        return CompletableFuture.completedFuture(answer);
    }
}
