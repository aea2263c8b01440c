// SPDX-License-Identifier: Apache-2.0
/** An operator's own event: what somebody types becomes a decision and the event it emits, or a message why not. */
@NullMarked
package io.tocsin.hub.emit;

import org.jspecify.annotations.NullMarked;
