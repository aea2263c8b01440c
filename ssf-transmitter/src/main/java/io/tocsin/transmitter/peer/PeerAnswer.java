// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.peer;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** What came of asking another instance. */
public sealed interface PeerAnswer {
    /** It served the request, or refused it for good. */
    record Served(int status, MultiMap headers, Buffer body) implements PeerAnswer {}

    /** It did nothing: it could not be reached, or does not have the stream. */
    record Untouched() implements PeerAnswer {}

    /** Nobody knows whether it did anything. */
    record Lost() implements PeerAnswer {}

    PeerAnswer UNTOUCHED = new Untouched();
    PeerAnswer LOST = new Lost();
}
