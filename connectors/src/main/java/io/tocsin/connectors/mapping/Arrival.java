// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.mapping;

import io.tocsin.schemas.signal.Transport;
import java.time.Instant;

/** How and when a record reached us, and for whom. */
public record Arrival(String tenant, String connector, Transport transport, Instant at) {}
