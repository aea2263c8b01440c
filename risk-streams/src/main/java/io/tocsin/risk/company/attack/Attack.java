// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company.attack;

import io.tocsin.risk.company.Dice;

/** A kind of attack. */
interface Attack {
    /** Stages one. */
    void stage(Ground ground, Dice dice);
}
