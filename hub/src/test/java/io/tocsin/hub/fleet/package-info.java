// SPDX-License-Identifier: Apache-2.0
/** Several hubs over one Kafka, as their operator meets them. */
@NullMarked
package io.tocsin.hub.fleet;

import org.jspecify.annotations.NullMarked;
