// SPDX-License-Identifier: Apache-2.0
/**
 * What time it is, and waiting for a later one, as one thing: who gives connectors a clock that runs otherwise also
 * says how long their waits last. Everything here that waits for time waits by this, so that a day can be lived through
 * in minutes.
 */
@NullMarked
package io.tocsin.connectors.time;

import org.jspecify.annotations.NullMarked;
