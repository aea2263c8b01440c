// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.peer;

import static java.util.Objects.requireNonNull;

/** Which instance has a stream: delivers it, answers its polls, and alone changes it. */
public sealed interface Owner {
    /** This one. */
    record Here() implements Owner {}

    /** Another one, as far as this one knows; it may just have died. */
    record Peer(String host, int port) implements Owner {
        public Peer {
            requireNonNull(host, "host");
        }

        /** {@code host:port}. */
        public String text() {
            return host + ":" + port;
        }
    }

    /** None at the moment: the stream is on its way from one to the other. */
    record Nobody() implements Owner {}

    Owner HERE = new Here();
    Owner NOBODY = new Nobody();
}
