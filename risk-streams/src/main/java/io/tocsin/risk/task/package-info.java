// SPDX-License-Identifier: Apache-2.0
/**
 * One partition of the risk stage: keeps the records, lets time pass for them, knows which policies are in force and
 * which sources are heard, counts what policies revoke, and forwards what the engine says follows. All of it is derived
 * from the records and from what the control topic said, so that a task that starts anew knows what its predecessor
 * knew.
 */
@NullMarked
package io.tocsin.risk.task;

import org.jspecify.annotations.NullMarked;
