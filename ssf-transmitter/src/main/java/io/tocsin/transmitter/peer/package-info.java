// SPDX-License-Identifier: Apache-2.0
/**
 * Several transmitters over one Kafka: which of them owns a stream, how a request reaches that one, and how each knows
 * what the others have written.
 */
@NullMarked
package io.tocsin.transmitter.peer;

import org.jspecify.annotations.NullMarked;
