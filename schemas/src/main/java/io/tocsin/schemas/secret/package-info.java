// SPDX-License-Identifier: Apache-2.0
/** Values that must not be printed. */
@NullMarked
package io.tocsin.schemas.secret;

import org.jspecify.annotations.NullMarked;
