// SPDX-License-Identifier: Apache-2.0
/** What crosses a topic or the wire; every other module depends on this one and on none beside it. */
@NullMarked
package io.tocsin.schemas;

import org.jspecify.annotations.NullMarked;
