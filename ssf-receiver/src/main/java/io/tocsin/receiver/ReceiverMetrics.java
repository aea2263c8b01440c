// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver;

/** What a receiver counts; the methods' names are those of its meters. Called by any thread, and must not block. */
public interface ReceiverMetrics {
    /** For whoever counts nothing. */
    ReceiverMetrics NONE = new ReceiverMetrics() {};

    /** A SET was handled, and is acknowledged. */
    default void setAccepted(String stream) {}

    /** One that was handled before came again, and is acknowledged again. */
    default void setDuplicate(String stream) {}

    /** One will never be acceptable; {@code err} as the transmitter is told (RFC 8935 §2.4). */
    default void setRefused(String stream, String err) {}

    /** One could not be judged or handled, and is left to the transmitter to send again. */
    default void setUndecided(String stream) {}

    /** A transmitter's certificate was taken though nobody could say whether it is revoked. */
    default void certificateUnchecked(String host) {}
}
