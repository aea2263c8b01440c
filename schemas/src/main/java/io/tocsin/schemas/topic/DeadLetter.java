// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.topic;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * Something that could not be used and must not be lost.
 *
 * @param origin who set it aside: a connector's name, {@code stream:} and a stream id, a topology node
 * @param reason what was found, what was expected
 * @param body the bytes as they came
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, and compared by content
public record DeadLetter(String origin, String reason, byte[] body, String contentType, Instant at) {
    public DeadLetter {
        requireNonNull(origin, "origin");
        requireNonNull(reason, "reason");
        body = body.clone();
        requireNonNull(contentType, "contentType");
        at = requireNonNull(at, "at").truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public byte[] body() {
        return body.clone();
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof DeadLetter d
                && origin.equals(d.origin)
                && reason.equals(d.reason)
                && Arrays.equals(body, d.body)
                && contentType.equals(d.contentType)
                && at.equals(d.at);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * origin.hashCode() + reason.hashCode()) + Arrays.hashCode(body);
    }

    /** The size only: the body may hold identifiers. */
    @Override
    public String toString() {
        return "DeadLetter[origin=" + origin + ", reason=" + reason + ", body=" + body.length + " bytes, at=" + at
                + "]";
    }
}
