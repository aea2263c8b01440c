// SPDX-License-Identifier: Apache-2.0
/**
 * The decision log under seal. An auditor, one for each partition at a time, reads {@code decisions} in order, keeps a
 * running hash over every byte of it, and writes signed checkpoints to {@code decision-checkpoints}. Whoever verifies
 * computes the hash again over the topic as it is and compares: a record that was changed, removed, inserted or moved
 * since, and a checkpoint that is missing or is not ours, show. What no checkpoint covers yet is said, not passed over.
 *
 * <p>The auditor keeps no state but its checkpoints. One that dies loses what it had hashed since the last of them; its
 * successor begins behind that one. Two that have the same partition for a moment write checkpoints that overlap and
 * agree.
 */
@NullMarked
package io.tocsin.risk.audit;

import org.jspecify.annotations.NullMarked;
