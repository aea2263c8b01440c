// SPDX-License-Identifier: Apache-2.0
/**
 * What one policy thinks of one principal: the evidence under its rules, the level that makes, and what it decided. A
 * principal has an opinion for every policy in force, all of them part of its one record; what is true whatever policy
 * one holds is not here.
 */
@NullMarked
package io.tocsin.risk.opinion;

import org.jspecify.annotations.NullMarked;
