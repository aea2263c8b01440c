// SPDX-License-Identifier: Apache-2.0
/**
 * Runs the tests that stand in a policy's document, each through the whole topology on a stage of its own: what passes
 * here is what happens when it is in force. {@link io.tocsin.risk.rehearsal.Rehearsal} is the door.
 */
@NullMarked
package io.tocsin.risk.rehearsal;

import org.jspecify.annotations.NullMarked;
