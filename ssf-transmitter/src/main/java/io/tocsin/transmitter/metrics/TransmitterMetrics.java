// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.metrics;

import java.time.Duration;

/** What the transmitter counts; each method is a meter of that name. Called on hot paths: must not block. */
public interface TransmitterMetrics {
    /** Counts nothing. */
    TransmitterMetrics NONE = new TransmitterMetrics() {};

    /** An event was put on {@code streams} outboxes, 0 or more. */
    default void eventFannedOut(String tenant, int streams) {}

    /** An event did not fit its definition and was set aside. */
    default void eventRefused(String tenant) {}

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

    /** A SET is pushed again. */
    default void pushRetried(String streamId, String tenant) {}

    /**
     * How long a SET that was acknowledged spent in one stage: {@code sign} since it was enqueued, {@code attempt}
     * since it was signed, {@code acknowledge} since it was first sent.
     */
    default void deliveryStage(String streamId, String tenant, String stage, Duration took) {}

    /** A stream gave up a SET; {@code reason} is a short fixed word: retention, held-limit, superseded, disabled, … */
    default void streamSetDropped(String streamId, String tenant, String reason) {}

    /**
     * About once a second for each stream with something to deliver: SETs without an end, and the age of the oldest.
     */
    default void streamBacklog(String streamId, String tenant, long sets, Duration oldest) {}

    /** At the same time: {@code closed}, {@code open} or {@code half-open}. */
    default void streamCircuit(String streamId, String tenant, String state) {}

    /**
     * The stream is deleted, delivered by another process, or idle: its meters can go, they are made again if needed.
     */
    default void streamGone(String streamId) {}

    /** A request to the HTTP side was refused with this status. */
    default void requestRefused(int status) {}
}
