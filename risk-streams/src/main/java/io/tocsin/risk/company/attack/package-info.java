// SPDX-License-Identifier: Apache-2.0
/**
 * Attacks on the company, a class for each kind, staged within what its people do anyway; and a storm of alerts that is
 * none. Each leaves labels. How many there are of each stands in {@link io.tocsin.risk.company.attack.Attacks}.
 */
@NullMarked
package io.tocsin.risk.company.attack;

import org.jspecify.annotations.NullMarked;
