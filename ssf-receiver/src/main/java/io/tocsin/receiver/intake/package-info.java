// SPDX-License-Identifier: Apache-2.0
/**
 * One SET from the wire to the handler, the same way for push and poll: verify, tell duplicates, hand over, remember,
 * answer.
 */
@NullMarked
package io.tocsin.receiver.intake;

import org.jspecify.annotations.NullMarked;
