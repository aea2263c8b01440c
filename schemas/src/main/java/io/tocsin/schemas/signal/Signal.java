// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.signal;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.origin.Provenance;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.origin.SignalTimes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One statement of one source: evidence, not an order.
 *
 * @param id from {@link SignalId#derive}: the same statement heard twice has the same id
 * @param actor who did it, where that is not {@code user}
 * @param attributes extras outside any contract; no rule may read them
 */
public record Signal(
        String id,
        SignalType type,
        SignalTimes times,
        SignalSource source,
        @Nullable InitiatingEntity initiatingEntity,
        @Nullable Entity actor,
        @Nullable Entity user,
        @Nullable Entity device,
        @Nullable Entity session,
        SignalPayload payload,
        SignalContext context,
        Provenance provenance,
        Map<String, String> attributes) {
    public Signal {
        requireNonNull(id, "id");
        requireNonNull(type, "type");
        requireNonNull(times, "times");
        requireNonNull(source, "source");
        requireNonNull(payload, "payload");
        requireNonNull(context, "context");
        requireNonNull(provenance, "provenance");
        attributes = Map.copyOf(attributes);
    }

    /** The same statement, told of these. */
    public Signal about(@Nullable Entity toldUser, @Nullable Entity toldDevice, @Nullable Entity toldSession) {
        return new Signal(
                id,
                type,
                times,
                source,
                initiatingEntity,
                actor,
                toldUser,
                toldDevice,
                toldSession,
                payload,
                context,
                provenance,
                attributes);
    }

    /** The same statement, heard so. */
    public Signal with(Provenance heard) {
        return new Signal(
                id,
                type,
                times,
                source,
                initiatingEntity,
                actor,
                user,
                device,
                session,
                payload,
                context,
                heard,
                attributes);
    }
}
