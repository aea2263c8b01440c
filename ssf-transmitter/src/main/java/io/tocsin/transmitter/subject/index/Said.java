// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.subject.index;

import io.tocsin.schemas.stream.SubjectMembership;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver said of a subject on a stream.
 *
 * @param removed when it removed the subject, if it did; to the millisecond
 */
public record Said(
        SubjectMembership membership,
        boolean verified,
        @Nullable Instant removed) {}
