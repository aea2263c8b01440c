// SPDX-License-Identifier: Apache-2.0
/** Subject identifiers (RFC 9493, SSF 1.0 §3), as records. */
@NullMarked
package io.tocsin.schemas.subject;

import org.jspecify.annotations.NullMarked;
