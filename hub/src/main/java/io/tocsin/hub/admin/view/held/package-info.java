// SPDX-License-Identifier: Apache-2.0
/** Decisions that the breaker holds, and what somebody rules on them. */
@NullMarked
package io.tocsin.hub.admin.view.held;

import org.jspecify.annotations.NullMarked;
