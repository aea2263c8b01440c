// SPDX-License-Identifier: Apache-2.0
/**
 * Which policies are in force, on all instances alike: a topic of one partition holds every step that was ever taken,
 * and the first of several that try for the same step counts. Each step is then told to every partition of the risk
 * stage, so that there is one point in the log of each from which it holds.
 */
@NullMarked
package io.tocsin.risk.policy.publication;

import org.jspecify.annotations.NullMarked;
