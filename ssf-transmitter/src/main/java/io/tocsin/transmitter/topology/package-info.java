// SPDX-License-Identifier: Apache-2.0
/**
 * The Kafka Streams topology: events fan out to the outbox, and the outbox is kept pending until each SET has met its
 * end.
 */
@NullMarked
package io.tocsin.transmitter.topology;

import org.jspecify.annotations.NullMarked;
