// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.stream;

import io.tocsin.schemas.stream.StreamRegistration;

/** Hears of every change of the registry, on the directory's thread, after the index shows it. Must not block. */
public interface StreamListener {
    /** A stream is new or has changed. */
    void changed(StreamRegistration stream);

    void deleted(String streamId);
}
