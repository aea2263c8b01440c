// SPDX-License-Identifier: Apache-2.0
/** Subject identifiers: every RFC 9493 format, those SSF 1.0 §3.5 adds, complex subjects, and a carrier for formats nobody here knows. */
@NullMarked
package io.tocsin.schemas.subject;

import org.jspecify.annotations.NullMarked;
