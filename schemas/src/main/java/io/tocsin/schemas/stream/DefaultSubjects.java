// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.stream;

/** Whom a new stream is about ({@code default_subjects}, SSF 1.0 §7.1). */
public enum DefaultSubjects {
    /** Everybody, save who is removed. */
    ALL,
    /** Nobody, save who is added. */
    NONE
}
