// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.delivery;

import io.tocsin.transmitter.lane.Lane;
import io.tocsin.transmitter.pending.Backlog;

/** A stream with SETs on their way: what is in its lane, and the index of what is not. */
record Served(Lane lane, Backlog backlog) {}
