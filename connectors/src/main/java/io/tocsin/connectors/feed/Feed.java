// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.feed;

import io.tocsin.connectors.vendor.FaultException;
import java.time.Instant;

/**
 * Reads one feed of a vendor, a page at a time. Used by one thread, and made anew after whatever went wrong: all that
 * has to last is in the {@link Memory}, which a page changes only once it is committed.
 */
public interface Feed extends AutoCloseable {
    FeedId id();

    /** The next page; blocks. */
    Page read(Memory memory, Instant now) throws FaultException, InterruptedException;

    /** Asks as for the next page, for somebody who keeps nothing of it, while another reader may read; blocks. */
    default Page trial(Memory memory, Instant now) throws FaultException, InterruptedException {
        return read(memory, now);
    }

    /** How many records are known to be there and were not read; 0 where the vendor does not say. */
    default long behind() {
        return 0;
    }

    /** Lets go of the vendor; what is read next begins where the memory says. */
    @Override
    default void close() {}
}
