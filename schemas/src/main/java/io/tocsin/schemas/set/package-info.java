// SPDX-License-Identifier: Apache-2.0
/** The claims of a Security Event Token (RFC 8417 as profiled by SSF 1.0 §4). */
@NullMarked
package io.tocsin.schemas.set;

import org.jspecify.annotations.NullMarked;
