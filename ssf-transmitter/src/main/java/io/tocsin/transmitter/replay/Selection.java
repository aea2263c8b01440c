// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.replay;

import io.tocsin.schemas.stream.OutboxEntry;
import io.tocsin.schemas.subject.Subject;
import io.tocsin.transmitter.history.Start;
import java.time.Instant;

/** Which of a stream's past SETs are to be sent again. */
public sealed interface Selection {
    /** All that were enqueued at that time or later. */
    record Since(Instant time) implements Selection {}

    /** All that are in the outbox topic at that offset of the stream's partition or behind it. */
    record FromOffset(long offset) implements Selection {}

    /** All about exactly that subject. */
    record About(Subject subject) implements Selection {}

    /** That one. */
    record Only(String jti) implements Selection {}

    default Start start() {
        return switch (this) {
            case Since since -> new Start.Time(since.time());
            case FromOffset from -> new Start.Offset(from.offset());
            case About about -> new Start.Beginning();
            case Only only -> new Start.Beginning();
        };
    }

    default boolean asksFor(OutboxEntry entry) {
        return switch (this) {
            case Since since -> true;
            case FromOffset from -> true;
            case About about -> about.subject().equals(entry.claims().subId());
            case Only only -> only.jti().equals(entry.claims().jti());
        };
    }
}
