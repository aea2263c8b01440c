// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.stream;

/** What a receiver said of a subject. */
public enum SubjectMembership {
    /** Added (SSF 1.0 §8.1.3.2). */
    INCLUDED,
    /** Removed from a stream that is about everybody (§8.1.3.3). */
    EXCLUDED
}
