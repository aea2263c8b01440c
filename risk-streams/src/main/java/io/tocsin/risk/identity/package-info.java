// SPDX-License-Identifier: Apache-2.0
/**
 * Who is meant: identifiers become principals, sessions get their user and device, and each signal is addressed to the
 * principals it concerns. One writer for each tenant shard, because the names in one signal lead to different places
 * and two writers would each make a principal of their own.
 *
 * <p>One signal changes several records of the stores, and a crash may keep only the first few of them. Therefore every
 * change can be made again (setting what is set, adding what is there), and what a change has to tell (a merge, names
 * that grew, the sessions a revocation ended) is written, with the signal's id, into the record that is written first:
 * when the signal is read again, it is told again. Before the first signal after a start, what was told last is told
 * once more (merges, sessions whose time had come, what became of parked signals), so that no signal reaches a
 * principal of which it is already known that it is gone.
 *
 * <p>Nothing goes by a clock of ours. A session's time runs out when a signal is ingested after it, a parked signal's
 * when a record of its shard is stamped after it; so the same records in the same order give the same state.
 */
@NullMarked
package io.tocsin.risk.identity;

import org.jspecify.annotations.NullMarked;
