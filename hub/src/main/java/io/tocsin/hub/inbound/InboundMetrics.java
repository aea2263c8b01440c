// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.inbound;

import io.tocsin.receiver.ReceiverMetrics;

/** What the inbound role counts; the methods' names are those of its meters. Called by any thread. */
public interface InboundMetrics extends ReceiverMetrics {
    /** For whoever counts nothing. */
    InboundMetrics NONE = new InboundMetrics() {};

    /** A SET told of what one of ours had caused, and is no evidence. */
    default void ownSetEchoed(String stream) {}
}
