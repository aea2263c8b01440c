// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.intake;

import io.tocsin.receiver.SetHandler;
import io.tocsin.receiver.verify.ErrorCode;
import io.tocsin.schemas.event.SsfEvent;
import io.tocsin.schemas.event.SsfEvent.StreamUpdated;
import io.tocsin.schemas.event.SsfEvent.Verification;
import io.tocsin.schemas.stream.StreamStatus;
import io.tocsin.schemas.subject.SimpleSubject.Opaque;
import io.tocsin.schemas.subject.Subject;
import java.time.InstantSource;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two events by which a stream speaks of itself (SSF 1.0 §8.1.4, §8.1.5). */
final class StreamControl {
    private static final Logger LOG = LoggerFactory.getLogger(StreamControl.class);

    private final SetHandler handler;
    private final InstantSource clock;

    StreamControl(SetHandler handler, InstantSource clock) {
        this.handler = handler;
        this.clock = clock;
    }

    Receipt apply(InboundStream stream, Subject subject, SsfEvent event) {
        return switch (event) {
            case Verification verification -> verified(stream, subject, verification);
            case StreamUpdated updated -> updated(stream, subject, updated);
        };
    }

    private Receipt verified(InboundStream stream, Subject subject, Verification event) {
        if (isAboutAnother(stream, subject)) {
            return new Receipt.Rejected(ErrorCode.INVALID_STATE, "sub_id is not this stream");
        }
        String state = event.state();
        // without state the transmitter asks of itself, at any time (SSF 1.0 §8.1.4.1)
        if (state != null && !stream.isChallenge(state)) {
            return new Receipt.Rejected(ErrorCode.INVALID_STATE, "state is not one this receiver asked for");
        }
        stream.verified(clock.instant());
        tell(stream, () -> handler.verified(stream.name()));
        return new Receipt.Accepted();
    }

    private Receipt updated(InboundStream stream, Subject subject, StreamUpdated event) {
        if (isAboutAnother(stream, subject)) {
            return new Receipt.Rejected(ErrorCode.INVALID_REQUEST, "sub_id is not this stream");
        }
        StreamStatus status = StreamStatus.valueOf(event.status().toUpperCase(Locale.ROOT));
        stream.status(status);
        LOG.info("Stream {} is now {}", stream.name(), status);
        tell(stream, () -> handler.streamUpdated(stream.name(), event));
        return new Receipt.Accepted();
    }

    /** What the handler makes of it changes nothing in the answer. */
    private static void tell(InboundStream stream, Runnable handler) {
        try {
            handler.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("The handler failed when stream {} spoke of itself", stream.name(), e);
        }
    }

    /** Before the answer to our create request is read, our own stream's id is not known here. */
    private static boolean isAboutAnother(InboundStream stream, Subject subject) {
        String id = stream.id();
        return id != null && !subject.equals(new Opaque(id));
    }
}
