// SPDX-License-Identifier: Apache-2.0
/** The webhook runtime: one HTTPS server for all connectors, which answers 2xx once everything it heard is in Kafka. */
@NullMarked
package io.tocsin.connectors.webhook;

import org.jspecify.annotations.NullMarked;
