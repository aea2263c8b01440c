// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.http;

import io.tocsin.transmitter.client.Caller;
import io.tocsin.transmitter.http.exchange.Answer;
import io.tocsin.transmitter.http.exchange.BodyReader;
import io.tocsin.transmitter.management.OwnStreams;
import io.tocsin.transmitter.request.RequestJson;
import io.tocsin.transmitter.subject.SubjectRequest;
import io.tocsin.transmitter.subject.Subjects;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletionStage;

/** Adding and removing subjects (SSF 1.0 §8.1.3). */
final class SubjectRoutes {
    private final OwnStreams streams;
    private final Subjects subjects;

    SubjectRoutes(OwnStreams streams, Subjects subjects) {
        this.streams = streams;
        this.subjects = subjects;
    }

    /** 200, of all things, and nothing in it. */
    CompletionStage<Answer> add(Caller caller, RoutingContext request) {
        SubjectRequest asked = SubjectRequest.read(RequestJson.parse(BodyReader.body(request)));
        return subjects.add(streams.find(caller, asked.streamId()), asked).thenApply(added -> Answer.EMPTY);
    }

    CompletionStage<Answer> remove(Caller caller, RoutingContext request) {
        SubjectRequest asked = SubjectRequest.read(RequestJson.parse(BodyReader.body(request)));
        return subjects.remove(streams.find(caller, asked.streamId()), asked).thenApply(removed -> Answer.NO_CONTENT);
    }
}
