// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.delivery;

import io.tocsin.schemas.stream.StatusSource;
import io.tocsin.schemas.stream.StreamStatus;
import io.tocsin.transmitter.lane.failing.StreamStops;
import io.tocsin.transmitter.stream.StatusChanges;
import java.util.concurrent.CompletionStage;

/** Stops and starts streams whose deliveries fail, by the one way in which any status is set. */
public record FailingStreams(StatusChanges statuses) implements StreamStops {
    @Override
    public CompletionStage<?> pause(String streamId, String reason) {
        return statuses.pauseFailing(streamId, UNDELIVERABLE + reason);
    }

    @Override
    public CompletionStage<?> resume(String streamId, String reason) {
        return statuses.set(streamId, StreamStatus.ENABLED, reason, StatusSource.TRANSMITTER);
    }

    @Override
    public CompletionStage<?> over(String streamId) {
        return statuses.delivers(streamId);
    }
}
