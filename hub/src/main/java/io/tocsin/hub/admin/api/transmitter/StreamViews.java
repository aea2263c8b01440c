// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.api.transmitter;

import io.tocsin.hub.admin.api.transmitter.Readings.Reading;
import io.tocsin.hub.admin.view.ViewJson;
import io.tocsin.hub.admin.view.stream.ReplayView;
import io.tocsin.hub.admin.view.stream.StreamView;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.stream.Delivery;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.stream.StreamState;
import io.tocsin.transmitter.lane.failing.LaneHealth;
import io.tocsin.transmitter.lane.failing.Trouble;
import io.tocsin.transmitter.operate.Operations;
import io.tocsin.transmitter.replay.Progress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Streams as the admin API has them. */
final class StreamViews {
    private StreamViews() {}

    static StreamView of(StreamRegistration stream, Operations operations) {
        return of(List.of(stream), operations).getFirst();
    }

    /** In that order. */
    static List<StreamView> of(List<StreamRegistration> streams, Operations operations) {
        Map<String, Reading> readings =
                Readings.of(streams.stream().map(StreamRegistration::streamId).toList(), operations);
        return streams.stream()
                .map(stream -> view(
                        stream,
                        operations.instances().delivering(stream.streamId()).orElse(null),
                        readings.getOrDefault(stream.streamId(), new Reading.Undelivered())))
                .toList();
    }

    private static StreamView view(StreamRegistration stream, @Nullable String deliveredBy, Reading reading) {
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
                deliveredBy,
                reading instanceof Reading.Silent ? true : null,
                reading instanceof Reading.Known known ? known.health() : null);
    }

    private static StreamView.StatusView status(StreamState state) {
        return new StreamView.StatusView(
                ViewJson.word(state.status()),
                ViewJson.word(state.by()),
                state.since(),
                state.reason(),
                state.announceUntil());
    }

    static StreamView.HealthView health(LaneHealth health) {
        return new StreamView.HealthView(
                health.backlog(),
                health.oldest(),
                health.inFlight(),
                health.circuit(),
                trouble(health.trouble()),
                health.nextAttempt());
    }

    private static StreamView.@Nullable TroubleView trouble(@Nullable Trouble trouble) {
        return trouble == null
                ? null
                : new StreamView.TroubleView(
                        trouble.reason(), trouble.refused(), trouble.failures(), trouble.since(), trouble.last());
    }

    static ReplayView replay(Progress progress) {
        return new ReplayView(
                progress.id(),
                progress.streamId(),
                ViewJson.word(progress.state()),
                progress.read(),
                progress.enqueued(),
                progress.started(),
                progress.problem());
    }

    private static List<String> uris(List<EventType> types) {
        return types.stream().map(EventType::uri).toList();
    }
}
