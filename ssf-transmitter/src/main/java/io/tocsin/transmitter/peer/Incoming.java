// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.peer;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * An authenticated request that concerns one stream.
 *
 * @param call who asks, and what they may
 * @param fromPeer it came by another instance, and goes no further
 * @param key the stream's id, whether or not there is such a stream
 * @param body read whole
 * @param here serves it in this instance
 * @param refuse answers that it is not served
 */
public record Incoming(
        HttpServerRequest request,
        ForwardedCall call,
        boolean fromPeer,
        String key,
        Buffer body,
        Kind kind,
        Runnable here,
        Consumer<Throwable> refuse) {

    /**
     * How a request may be treated.
     *
     * @param longest how long its answer may take
     * @param repeatable doing it twice is the same as doing it once
     * @param returnable an answer that does not arrive has to be given back
     */
    public record Kind(Duration longest, boolean repeatable, boolean returnable) {
        private static final Duration MANAGEMENT = Duration.ofSeconds(20);
        private static final Duration OVERHEAD = Duration.ofSeconds(10);

        /** Changes something. */
        public static final Kind CHANGE = new Kind(MANAGEMENT, false, false);

        /** Gets SETs; acknowledging them twice does no harm. */
        public static Kind poll(Duration longPoll) {
            return new Kind(longPoll.plus(OVERHEAD), true, true);
        }
    }
}
