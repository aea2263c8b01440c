// SPDX-License-Identifier: Apache-2.0
/**
 * A company that does not exist, for backtests: people with habits, laptops and phones, who work, travel, mistype, join
 * and leave; what their vendors report of it; and attacks among it all, with labels that say what should have been
 * caught and when. Everything follows from one seed by integer arithmetic and {@link java.lang.StrictMath}, without the
 * clock, the locale or the time zone data of the machine: the same seed gives the same bytes anywhere. Rates stand as
 * constants in the class of each habit and each attack.
 */
@NullMarked
package io.tocsin.risk.company;

import org.jspecify.annotations.NullMarked;
