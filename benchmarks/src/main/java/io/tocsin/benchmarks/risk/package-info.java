// SPDX-License-Identifier: Apache-2.0
/**
 * How many signals pass through identity and risk, with nobody but the policy in force, and with a shadow beside it.
 */
@NullMarked
package io.tocsin.benchmarks.risk;

import org.jspecify.annotations.NullMarked;
