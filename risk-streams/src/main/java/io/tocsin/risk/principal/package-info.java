// SPDX-License-Identifier: Apache-2.0
/**
 * What the risk stage knows of one principal, all of it in one record that is stored as one value: a crash leaves the
 * record as it was before an input or as it is after it, never in between. Every part of it is a set keyed by the
 * evidence, and bounded, so that an input that comes again changes nothing and no principal grows without end.
 */
@NullMarked
package io.tocsin.risk.principal;

import org.jspecify.annotations.NullMarked;
