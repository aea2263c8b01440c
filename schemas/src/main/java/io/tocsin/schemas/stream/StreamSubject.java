// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.stream;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.subject.Subject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * One subject on one stream (SSF 1.0 §8.1.3).
 *
 * @param verified whether the receiver has verified the subject by its own means (§8.1.3.2)
 * @param removed when the receiver removed it; its events may go on for a while (§9.3); null if it did not
 */
public record StreamSubject(
        String tenant,
        String streamId,
        Subject subject,
        SubjectMembership membership,
        boolean verified,
        @Nullable Instant removed) {
    public StreamSubject {
        requireNonNull(tenant, "tenant");
        requireNonNull(streamId, "streamId");
        requireNonNull(subject, "subject");
        requireNonNull(membership, "membership");
        removed = removed == null ? null : removed.truncatedTo(ChronoUnit.MICROS);
        if (membership == SubjectMembership.EXCLUDED && removed == null) {
            throw new IllegalArgumentException("removed is missing of an excluded subject, expected a time");
        }
    }
}
