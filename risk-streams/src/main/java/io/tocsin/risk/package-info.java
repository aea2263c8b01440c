// SPDX-License-Identifier: Apache-2.0
/** From signals to events: identity, risk, policy and decisions, as one Kafka Streams topology. */
@NullMarked
package io.tocsin.risk;

import org.jspecify.annotations.NullMarked;
