// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.management;

import io.tocsin.schemas.event.EventType;
import io.tocsin.transmitter.request.RequestJson;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver wants its stream to be (SSF 1.0 §8.1.1.3, §8.1.1.4). A member is as a whole what it shall be:
 * {@code delivery} is never merged with what was there.
 *
 * @param body the request itself, for the members that are the transmitter's to supply
 */
public record UpdateStream(
        String streamId,
        Member<AskedDelivery> delivery,
        Member<List<EventType>> eventsRequested,
        Member<@Nullable String> description,
        RequestJson body) {

    /** What becomes of a member that is the receiver's to supply. */
    public sealed interface Member<T extends @Nullable Object> {
        record Kept<T extends @Nullable Object>() implements Member<T> {}

        /** With the value that stands for none where there is none. */
        record Set<T extends @Nullable Object>(T value) implements Member<T> {}

        default T or(T before) {
            return switch (this) {
                case Kept<T> kept -> before;
                case Set<T> set -> set.value();
            };
        }
    }

    /** {@code PATCH}: what is absent stays, what is {@code null} is removed. */
    public static UpdateStream patch(RequestJson json) {
        return new UpdateStream(
                json.requiredText("stream_id"),
                json.has("delivery") ? new Member.Set<>(CreateStream.delivery(json)) : new Member.Kept<AskedDelivery>(),
                json.has("events_requested")
                        ? new Member.Set<>(CreateStream.eventsRequested(json))
                        : new Member.Kept<List<EventType>>(),
                json.has("description")
                        ? new Member.Set<@Nullable String>(CreateStream.description(json))
                        : new Member.Kept<@Nullable String>(),
                json);
    }

    /** {@code PUT}: what is absent is removed too. */
    public static UpdateStream put(RequestJson json) {
        return new UpdateStream(
                json.requiredText("stream_id"),
                new Member.Set<>(CreateStream.delivery(json)),
                new Member.Set<>(CreateStream.eventsRequested(json)),
                new Member.Set<@Nullable String>(CreateStream.description(json)),
                json);
    }

    /** The poll {@code endpoint_url} that was sent along, if any: the transmitter's own, and so not to be changed. */
    Optional<String> pollUrl() {
        return switch (delivery) {
            case Member.Kept<AskedDelivery> kept -> Optional.empty();
            case Member.Set<AskedDelivery> set ->
                set.value() instanceof AskedDelivery.Poll poll
                        ? Optional.ofNullable(poll.endpointUrl())
                        : Optional.empty();
        };
    }
}
