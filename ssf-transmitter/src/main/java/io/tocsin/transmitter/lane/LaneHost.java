// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane;

/** What a lane tells the owner of the store; from any thread, without blocking. */
public interface LaneHost {
    void ended(Ending ending);

    /** The lane has room, and there is more in the store than it has seen. */
    void hungry(String streamId);
}
