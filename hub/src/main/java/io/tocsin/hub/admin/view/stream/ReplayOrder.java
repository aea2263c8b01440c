// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.stream;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which of a stream's past SETs are to be sent again; exactly one member.
 *
 * @param since all that were enqueued then or later
 * @param fromOffset all from that offset of the stream's partition of the outbox
 * @param subject all about exactly that subject (RFC 9493)
 * @param jti that one
 */
public record ReplayOrder(
        @Nullable Instant since,
        @Nullable Long fromOffset,
        @Nullable JsonNode subject,
        @Nullable String jti) {
    public ReplayOrder {
        if (Stream.of(since, fromOffset, subject, jti).filter(Objects::nonNull).count() != 1) {
            throw new IllegalArgumentException("expected exactly one of since, from_offset, subject, jti");
        }
        if (fromOffset != null && fromOffset < 0) {
            throw new IllegalArgumentException("from_offset is negative");
        }
    }
}
