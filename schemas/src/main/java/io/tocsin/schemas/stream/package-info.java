// SPDX-License-Identifier: Apache-2.0
/** Records of the transmitter that cross a topic: stream registrations, outbox entries, delivery reports. */
@NullMarked
package io.tocsin.schemas.stream;

import org.jspecify.annotations.NullMarked;
