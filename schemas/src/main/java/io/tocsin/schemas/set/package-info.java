// SPDX-License-Identifier: Apache-2.0
/** The claims of a Security Event Token (RFC 8417), as a record. */
@NullMarked
package io.tocsin.schemas.set;

import org.jspecify.annotations.NullMarked;
