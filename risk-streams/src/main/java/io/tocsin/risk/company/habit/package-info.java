// SPDX-License-Identifier: Apache-2.0
/**
 * What people and their machines do every day, a class for each habit, with its rates. None of it is an attack, and all
 * of it looks like one now and then.
 */
@NullMarked
package io.tocsin.risk.company.habit;

import org.jspecify.annotations.NullMarked;
