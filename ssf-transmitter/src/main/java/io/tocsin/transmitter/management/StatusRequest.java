// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.management;

import io.tocsin.schemas.stream.StreamStatus;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.RequestJson;
import org.jspecify.annotations.Nullable;

/** What status a receiver wants its stream to have (SSF 1.0 §8.1.2.2). */
public record StatusRequest(
        String streamId, StreamStatus status, @Nullable String reason) {
    private static final int LONGEST_REASON = 1024;

    /** Throws {@link RejectedException} for a member of a wrong type or value. */
    public static StatusRequest read(RequestJson json) {
        String streamId = json.requiredText("stream_id");
        StreamStatus status = switch (json.requiredText("status")) {
            case "enabled" -> StreamStatus.ENABLED;
            case "paused" -> StreamStatus.PAUSED;
            case "disabled" -> StreamStatus.DISABLED;
            default -> throw RejectedException.invalid("status is another word, expected enabled, paused or disabled");
        };
        String reason = json.text("reason").orElse(null);
        if (reason != null && reason.length() > LONGEST_REASON) {
            throw RejectedException.invalid(
                    "reason has " + reason.length() + " characters, expected at most " + LONGEST_REASON);
        }
        return new StatusRequest(streamId, status, reason);
    }
}
