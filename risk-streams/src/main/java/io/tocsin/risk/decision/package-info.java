// SPDX-License-Identifier: Apache-2.0
/**
 * From what is known of a principal to what is told of it: takes in one signal or flow, changes the record, and says
 * which decisions, events, assessments and flows follow. Pure: no clock, no store, no Kafka.
 */
@NullMarked
package io.tocsin.risk.decision;

import org.jspecify.annotations.NullMarked;
