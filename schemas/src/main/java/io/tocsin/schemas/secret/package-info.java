// SPDX-License-Identifier: Apache-2.0
/** Credentials as a type that cannot print itself. */
@NullMarked
package io.tocsin.schemas.secret;

import org.jspecify.annotations.NullMarked;
