// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tocsin.transmitter.client.Caller;
import io.tocsin.transmitter.http.exchange.Answer;
import io.tocsin.transmitter.management.OwnStreams;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.snapshot.Snapshots;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Our extension: {@code GET /ssf/snapshot?stream_id=…&since=…} gives a page of what a stream was not told. */
final class SnapshotRoute {
    private final OwnStreams streams;
    private final Snapshots snapshots;

    SnapshotRoute(OwnStreams streams, Snapshots snapshots) {
        this.streams = streams;
        this.snapshots = snapshots;
    }

    CompletionStage<Answer> page(Caller caller, RoutingContext request) {
        String streamId = StreamRoutes.inQuery(request)
                .orElseThrow(
                        () -> RejectedException.invalid("query parameter stream_id is missing, empty or repeated"));
        List<String> since = request.queryParam("since");
        return snapshots
                .page(streams.find(caller, streamId), since.isEmpty() ? "" : since.getFirst())
                .thenApply(
                        page -> Answer.ok(JsonNodeFactory.instance.objectNode().put("page", page)));
    }
}
