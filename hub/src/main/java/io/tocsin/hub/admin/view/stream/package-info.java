// SPDX-License-Identifier: Apache-2.0
/** Streams, and what can be asked of them. */
@NullMarked
package io.tocsin.hub.admin.view.stream;

import org.jspecify.annotations.NullMarked;
