// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.dialect;

import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.receiver.Dialect;
import io.tocsin.schemas.receiver.ReceiverRegistration;
import io.tocsin.schemas.receiver.SigningAlgorithm;
import java.util.List;

/** How one receiver wants its SETs. */
public record SetProfile(SetWriter writer, SigningAlgorithm algorithm) {
    /** For a receiver that nobody knows any more. */
    public static final SetProfile DEFAULT = new SetProfile(SetWriter.SSF_1_0, SigningAlgorithm.RS256);

    public static SetProfile of(ReceiverRegistration receiver) {
        return new SetProfile(writer(receiver.dialect()), receiver.signingAlgorithm());
    }

    /** What the receiver may ask for and its dialect has words for: {@code events_supported} of its streams. */
    public static List<EventType> eventsSupported(ReceiverRegistration receiver) {
        SetWriter writer = writer(receiver.dialect());
        return receiver.eventsSupported().stream().filter(writer::knows).toList();
    }

    static SetWriter writer(Dialect dialect) {
        return switch (dialect) {
            case SSF_1_0 -> SetWriter.SSF_1_0;
            case SSF_1_0_COPIED_SUBJECT -> CopiedSubject.WRITER;
            case CAEP_INTEROP -> CaepInterop.WRITER;
            case OKTA -> Okta.WRITER;
            case APPLE_SSE -> AppleSse.WRITER;
            case GOOGLE_WORKSPACE -> GoogleWorkspace.WRITER;
        };
    }
}
