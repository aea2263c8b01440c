// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.action.keeper;

import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.schemas.subject.Subject;
import java.time.Instant;

/** Somebody who can end sessions. Safe for use by several threads, each of which may wait. */
public interface Target extends AutoCloseable {
    TargetConfig config();

    default String name() {
        return config().name();
    }

    default String tenant() {
        return config().tenant();
    }

    /**
     * Ends what a subject names. The same may be asked again.
     *
     * @throws FaultException if it could not be done now; the message holds no name
     */
    Effect end(Subject subject) throws FaultException, InterruptedException;

    /** Hears that it has ended what a subject names, asked by this hub or another. Must not wait. */
    default void noticed(Subject subject, Instant at) {}

    @Override
    void close();

    /** What came of it. */
    sealed interface Effect {
        /** It is over, and the target said so. */
        record Ended() implements Effect {}

        /** It knows no such session or person. */
        record Unknown() implements Effect {}

        /** It will not, however often it is asked. */
        record Refused(String why) implements Effect {}
    }
}
