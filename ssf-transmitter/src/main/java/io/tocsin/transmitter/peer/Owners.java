// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.peer;

/** Finds owners. For any thread, event loops included. */
@FunctionalInterface
public interface Owners {
    /** Of the stream of that id, whether or not there is such a stream. */
    Owner of(String streamId);
}
