// SPDX-License-Identifier: Apache-2.0
/** A document becomes a policy: one reader for each of its sections, all of whose mistakes are told at once. */
@NullMarked
package io.tocsin.risk.policy.reader;

import org.jspecify.annotations.NullMarked;
