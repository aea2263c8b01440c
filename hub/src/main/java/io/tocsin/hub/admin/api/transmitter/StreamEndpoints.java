// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.api.transmitter;

import static java.util.Objects.requireNonNull;

import io.tocsin.hub.admin.api.AdminApi;
import io.tocsin.hub.admin.api.Call;
import io.tocsin.hub.admin.api.Endpoint;
import io.tocsin.hub.admin.api.Refusal;
import io.tocsin.hub.admin.api.Stage;
import io.tocsin.hub.admin.view.ViewJson;
import io.tocsin.hub.admin.view.stream.ReplayOrder;
import io.tocsin.hub.admin.view.stream.ReplayView;
import io.tocsin.hub.admin.view.stream.StatusChange;
import io.tocsin.hub.admin.view.stream.StreamView;
import io.tocsin.hub.admin.view.stream.StreamsView;
import io.tocsin.schemas.MalformedException;
import io.tocsin.schemas.json.SubjectJson;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.stream.StreamStatus;
import io.tocsin.transmitter.fleet.OperatorAnswer;
import io.tocsin.transmitter.operate.Operations;
import io.tocsin.transmitter.operate.StreamFilter;
import io.tocsin.transmitter.replay.Progress;
import io.tocsin.transmitter.replay.Selection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /admin/v1/streams} and {@code /admin/v1/replays}. */
public final class StreamEndpoints {
    private static final String STREAMS = AdminApi.ROOT + "v1/streams";
    private static final String STREAM = STREAMS + "/{id}";
    private static final String REPLAY = AdminApi.ROOT + "v1/replays/{id}";

    public static final List<Endpoint> ALL = List.of(
            Stage.TRANSMITTER.get(STREAMS, StreamEndpoints::list),
            Stage.TRANSMITTER.get(STREAM, StreamEndpoints::show),
            Stage.TRANSMITTER
                    .post(STREAM + ":pause", setting(StreamStatus.PAUSED))
                    .atOwner(),
            Stage.TRANSMITTER
                    .post(STREAM + ":enable", setting(StreamStatus.ENABLED))
                    .atOwner(),
            Stage.TRANSMITTER
                    .post(STREAM + ":disable", setting(StreamStatus.DISABLED))
                    .atOwner(),
            Stage.TRANSMITTER.delete(STREAM, StreamEndpoints::delete).atOwner(),
            Stage.TRANSMITTER.post(STREAM + ":replay", StreamEndpoints::replay).atOwner(),
            Stage.TRANSMITTER.get(REPLAY, StreamEndpoints::progress));

    private StreamEndpoints() {}

    private static StreamsView list(Operations operations, Call call) {
        StreamFilter filter = new StreamFilter(
                call.parameter("receiver").orElse(null),
                call.parameter("tenant").orElse(null),
                call.parameter("status", StreamStatus.class).orElse(null));
        int limit = call.limit();
        List<StreamRegistration> found =
                operations.streams().list(filter, call.parameter("after").orElse(""), limit + 1);
        List<StreamView> page = StreamViews.of(found.stream().limit(limit).toList(), operations);
        return new StreamsView(page, found.size() > limit ? page.getLast().id() : null);
    }

    private static StreamView show(Operations operations, Call call) {
        return operations
                .streams()
                .find(call.id())
                .map(stream -> StreamViews.of(stream, operations))
                .orElseThrow(() -> Refusal.notFound("there is no stream of that id"));
    }

    private static Stage.Act<Operations> setting(StreamStatus status) {
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

    /** It runs at whichever hub delivered the stream when it was ordered. */
    private static ReplayView progress(Operations operations, Call call) {
        Optional<Progress> here = operations.streams().replay(call.id());
        if (here.isPresent()) {
            return StreamViews.replay(here.get());
        }
        List<String> silent = new ArrayList<>();
        for (var told : operations
                .instances()
                .askOthers(PeerEndpoints.replay(call.id()))
                .entrySet()) {
            if (told.getValue().isEmpty()) {
                silent.add(told.getKey());
            } else if (told.getValue().get().status() == 200) {
                return read(told.getValue().get());
            }
        }
        if (!silent.isEmpty()) {
            throw Refusal.unavailable(
                    "no hub that answers knows a replay of that id; " + String.join(", ", silent) + " does not answer",
                    2);
        }
        throw Refusal.notFound("there is no replay of that id, or it ended long ago");
    }

    private static ReplayView read(OperatorAnswer answer) {
        try {
            return ViewJson.readAnswer(answer.body(), ReplayView.class);
        } catch (IOException e) {
            throw new IllegalStateException("another hub told of a replay in words of its own", e);
        }
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
