// SPDX-License-Identifier: Apache-2.0
/** The Kafka topics as typed constants, and the wire that carries their values. */
@NullMarked
package io.tocsin.schemas.topic;

import org.jspecify.annotations.NullMarked;
