// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.stream;

import io.tocsin.schemas.stream.StreamRegistration;

/** A registry that a test writes to. */
public final class StreamFixture {
    private final StreamIndex index = new StreamIndex();

    public StreamIndex index() {
        return index;
    }

    public void put(StreamRegistration stream) {
        index.put(stream);
    }

    public void remove(String streamId) {
        index.remove(streamId);
    }
}
