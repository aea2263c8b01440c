// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.hub.admin.view.stream.ReplayOrder;
import io.tocsin.hub.admin.view.stream.ReplayView;
import io.tocsin.hub.admin.view.stream.StatusChange;
import io.tocsin.hub.admin.view.stream.StreamView;
import io.tocsin.hub.admin.view.stream.StreamsView;
import io.tocsin.schemas.MalformedException;
import io.tocsin.schemas.json.SubjectJson;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.stream.StreamStatus;
import io.tocsin.transmitter.operate.Operations;
import io.tocsin.transmitter.operate.StreamFilter;
import io.tocsin.transmitter.replay.Selection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /admin/v1/streams} and {@code /admin/v1/replays}. */
final class StreamEndpoints {
    private static final String STREAMS = AdminApi.ROOT + "v1/streams";
    private static final String STREAM = STREAMS + "/{id}";
    private static final String REPLAY = AdminApi.ROOT + "v1/replays/{id}";

    static final List<Endpoint> ALL = List.of(
            Endpoint.get(STREAMS, StreamEndpoints::list),
            Endpoint.get(STREAM, StreamEndpoints::show),
            Endpoint.post(STREAM + ":pause", setting(StreamStatus.PAUSED)),
            Endpoint.post(STREAM + ":enable", setting(StreamStatus.ENABLED)),
            Endpoint.post(STREAM + ":disable", setting(StreamStatus.DISABLED)),
            Endpoint.delete(STREAM, StreamEndpoints::delete),
            Endpoint.post(STREAM + ":replay", StreamEndpoints::replay),
            Endpoint.get(REPLAY, StreamEndpoints::progress));

    private StreamEndpoints() {}

    private static StreamsView list(Operations operations, Call call) {
        StreamFilter filter = new StreamFilter(
                call.parameter("receiver").orElse(null),
                call.parameter("tenant").orElse(null),
                call.parameter("status", StreamStatus.class).orElse(null));
        int limit = call.limit();
        List<StreamRegistration> found =
                operations.streams().list(filter, call.parameter("after").orElse(""), limit + 1);
        List<StreamView> page = found.stream()
                .limit(limit)
                .map(stream -> StreamViews.of(stream, operations))
                .toList();
        return new StreamsView(page, found.size() > limit ? page.getLast().id() : null);
    }

    private static StreamView show(Operations operations, Call call) {
        return operations
                .streams()
                .find(call.id())
                .map(stream -> StreamViews.of(stream, operations))
                .orElseThrow(() -> Refusal.notFound("there is no stream of that id"));
    }

    private static Endpoint.OnTransmitter setting(StreamStatus status) {
        return (operations, call) -> {
            StatusChange asked = call.body(StatusChange.class);
            return StreamViews.of(Call.wait(operations.streams().set(call.id(), status, asked.reason())), operations);
        };
    }

    private static @Nullable Object delete(Operations operations, Call call) {
        Call.wait(operations.streams().delete(call.id()));
        return null;
    }

    private static ReplayView replay(Operations operations, Call call) {
        return StreamViews.replay(operations.streams().replay(call.id(), selection(call.body(ReplayOrder.class))));
    }

    private static ReplayView progress(Operations operations, Call call) {
        return operations
                .streams()
                .replay(call.id())
                .map(StreamViews::replay)
                .orElseThrow(() ->
                        Refusal.notFound("this hub knows no replay of that id: ask the one that it was ordered from"));
    }

    private static Selection selection(ReplayOrder order) {
        if (order.since() != null) {
            return new Selection.Since(order.since());
        } else if (order.fromOffset() != null) {
            return new Selection.FromOffset(order.fromOffset());
        } else if (order.subject() != null) {
            try {
                return new Selection.About(SubjectJson.read(order.subject()));
            } catch (MalformedException e) {
                throw Refusal.invalid("subject is none of RFC 9493: " + e.getMessage());
            }
        }
        return new Selection.Only(requireNonNull(order.jti(), "jti"));
    }
}
