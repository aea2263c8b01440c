// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.metrics;

import java.time.Duration;

/** What the transmitter counts; each method is a meter of that name. Called on hot paths: must not block. */
public interface TransmitterMetrics {
    /** Counts nothing. */
    TransmitterMetrics NONE = new TransmitterMetrics() {};

    /** An event was put on {@code streams} outboxes, 0 or more. */
    default void eventFannedOut(String tenant, int streams) {}

    /** An event came again under an id that was already enqueued. */
    default void duplicateEventDropped(String tenant) {}

    /** A request that pushes a SET came to an end; {@code outcome} is a short fixed word. */
    default void pushAttempted(String outcome, Duration took) {}

    /** A token was signed, by an algorithm as {@code alg} names it and a provider as Java does. */
    default void signed(String algorithm, String provider) {}

    /** A SET was acknowledged; {@code age} is the time since it was enqueued. */
    default void setAcknowledged(Duration age) {}

    /** A receiver refused a SET for good. */
    default void setDeadLettered() {}

    /** A SET was given up by us; {@code reason} is a short fixed word. */
    default void setDropped(String reason) {}

    /** A poll handed out {@code sets} SETs. */
    default void pollAnswered(int sets) {}

    /** A stream's receiver failed so often that the stream waits before it tries again. */
    default void circuitOpened() {}

    /** A request to the HTTP side was refused with this status. */
    default void requestRefused(int status) {}
}
