// SPDX-License-Identifier: Apache-2.0
/**
 * From signals to events: identity, risk, policy and decisions, as one Kafka Streams topology.
 *
 * <p>Processing is at least once. For one input a node writes its stores, each write going to a changelog, then
 * forwards to topics; offsets are committed last, and only after the broker has acknowledged all of that. A crash can
 * therefore leave these, and only these, and each of them ends where an undisturbed run ends:
 *
 * <ol>
 *   <li><b>Neither changelog nor output.</b> The input is read again and taken in as if for the first time.
 *   <li><b>Changelog, but no output.</b> The input is read again. The record says that it was seen, so nothing changes;
 *       what it brought about is kept in the same record and forwarded again: decisions and events under the same ids,
 *       the flows of the principal's present state, the present assessment, the merges and the sessions a revocation
 *       ended. A flow is a function of its sender's record and is named by the signal that last changed it, so one that
 *       is sent again, or only now, leads to the same decisions.
 *   <li><b>Output, but no changelog.</b> The input is taken in once more over the older record. Ids derive from
 *       principal, policy, trigger and response, so what is decided again is the same, and whoever reads drops it.
 *   <li><b>Changelog and output, but no offset.</b> As the second; what is forwarded again is dropped by its readers.
 *   <li><b>The changelogs of later inputs too.</b> The inputs are read again over state that is further than they are.
 *       Each is seen; a flow that is older than what is known is seen as well, so that nothing goes back and forth.
 *   <li><b>One store's changelog, but not another's.</b> All of a principal's risk is one value of one store. The
 *       identity stage has several: it writes the surviving before the absorbed, a user before the sessions that a
 *       revocation ends, and principals before names; every such change can be made again. The store of recent
 *       decisions, and that of recent merges, only point at records; losing an entry loses no decision, because the
 *       input that made it is not committed either.
 *   <li><b>Outputs acknowledged by a broker that then lost them,</b> or any other hole that reading again does not
 *       fill: a task that starts forwards the decisions and the merges of the last minutes before its stop once, before
 *       it takes its first input.
 * </ol>
 *
 * {@code CrashTest} and {@code LawsTest} hold these.
 */
@NullMarked
package io.tocsin.risk;

import org.jspecify.annotations.NullMarked;
