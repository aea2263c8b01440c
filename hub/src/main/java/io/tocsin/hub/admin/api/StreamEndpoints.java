// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.api;

import io.tocsin.hub.admin.view.StatusChange;
import io.tocsin.hub.admin.view.StreamView;
import io.tocsin.hub.admin.view.StreamsView;
import io.tocsin.hub.admin.view.ViewJson;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.stream.Delivery;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.stream.StreamState;
import io.tocsin.schemas.stream.StreamStatus;
import io.tocsin.transmitter.operate.Operations;
import io.tocsin.transmitter.operate.StreamFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /admin/v1/streams}. */
final class StreamEndpoints {
    private static final String STREAMS = AdminApi.ROOT + "v1/streams";
    private static final String STREAM = STREAMS + "/{id}";

    static final List<Endpoint> ALL = List.of(
            Endpoint.get(STREAMS, StreamEndpoints::list),
            Endpoint.get(STREAM, StreamEndpoints::show),
            Endpoint.post(STREAM + ":pause", setting(StreamStatus.PAUSED)),
            Endpoint.post(STREAM + ":enable", setting(StreamStatus.ENABLED)),
            Endpoint.post(STREAM + ":disable", setting(StreamStatus.DISABLED)),
            Endpoint.delete(STREAM, StreamEndpoints::delete));

    private StreamEndpoints() {}

    private static StreamsView list(Operations operations, Call call) {
        StreamFilter filter = new StreamFilter(
                call.parameter("receiver").orElse(null),
                call.parameter("tenant").orElse(null),
                call.parameter("status", StreamStatus.class).orElse(null));
        int limit = call.limit();
        List<StreamRegistration> found =
                operations.streams().list(filter, call.parameter("after").orElse(""), limit + 1);
        List<StreamView> page =
                found.stream().limit(limit).map(StreamEndpoints::view).toList();
        return new StreamsView(page, found.size() > limit ? page.getLast().id() : null);
    }

    private static StreamView show(Operations operations, Call call) {
        return operations
                .streams()
                .find(call.id())
                .map(StreamEndpoints::view)
                .orElseThrow(() -> Refusal.notFound("there is no stream of that id"));
    }

    private static Endpoint.Action setting(StreamStatus status) {
        return (operations, call) -> {
            StatusChange asked = call.body(StatusChange.class);
            return view(Call.wait(operations.streams().set(call.id(), status, asked.reason())));
        };
    }

    private static @Nullable Object delete(Operations operations, Call call) {
        Call.wait(operations.streams().delete(call.id()));
        return null;
    }

    private static StreamView view(StreamRegistration stream) {
        return new StreamView(
                stream.streamId(),
                stream.receiver(),
                stream.tenant(),
                stream.iss(),
                stream.aud(),
                new StreamView.DeliveryView(
                        switch (stream.delivery()) {
                            case Delivery.Push push -> "push";
                            case Delivery.Poll poll -> "poll";
                        },
                        stream.delivery().endpointUrl().toString()),
                uris(stream.eventsRequested()),
                uris(stream.eventsDelivered()),
                stream.description(),
                ViewJson.word(stream.defaultSubjects()),
                status(stream.state()),
                stream.created(),
                stream.lastActive(),
                null);
    }

    private static StreamView.StatusView status(StreamState state) {
        return new StreamView.StatusView(
                ViewJson.word(state.status()),
                ViewJson.word(state.by()),
                state.since(),
                state.reason(),
                state.announceUntil());
    }

    private static List<String> uris(List<EventType> types) {
        return types.stream().map(EventType::uri).toList();
    }
}
