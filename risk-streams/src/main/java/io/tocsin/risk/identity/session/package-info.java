// SPDX-License-Identifier: Apache-2.0
/**
 * Which session is whose and on what, from when to when: bound by what signals say, over by an end, by a revocation of
 * all of its user's or by its time, and forgotten some time after that.
 */
@NullMarked
package io.tocsin.risk.identity.session;

import org.jspecify.annotations.NullMarked;
