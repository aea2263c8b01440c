// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.event;

import org.jspecify.annotations.Nullable;

/** The two events by which a stream speaks of itself (SSF 1.0 §8.1.4.1, §8.1.5). */
public sealed interface SsfEvent extends Event {

    /** §8.1.4.1. {@code state} is the receiver's own value, absent where the transmitter asks of itself. */
    record Verification(@Nullable String state, Members other) implements SsfEvent {
        @Override
        public EventType type() {
            return EventType.VERIFICATION;
        }
    }

    /** §8.1.5. {@code status} is {@code enabled}, {@code paused} or {@code disabled}. */
    record StreamUpdated(String status, @Nullable String reason, Members other) implements SsfEvent {
        @Override
        public EventType type() {
            return EventType.STREAM_UPDATED;
        }
    }
}
