// SPDX-License-Identifier: Apache-2.0
/**
 * A one-node KRaft broker inside this JVM: the default of a hub on one machine, and the broker of every test. Kafka
 * publishes no API for this; whatever touches its inside is in this package and nowhere else.
 */
@NullMarked
package io.tocsin.kafka;

import org.jspecify.annotations.NullMarked;
