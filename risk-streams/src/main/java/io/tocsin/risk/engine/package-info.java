// SPDX-License-Identifier: Apache-2.0
/**
 * Takes one input into one principal's record: a signal, a flow, a word of an operator, or time that passes. Lets every
 * policy draw its conclusion, and says which decisions, assessments and flows follow. Pure: no clock, no store, no
 * Kafka.
 */
@NullMarked
package io.tocsin.risk.engine;

import org.jspecify.annotations.NullMarked;
