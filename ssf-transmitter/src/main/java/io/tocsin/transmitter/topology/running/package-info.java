// SPDX-License-Identifier: Apache-2.0
/** The topology at work: its settings, its start and end, when it gives up, and the partitions it stands on. */
@NullMarked
package io.tocsin.transmitter.topology.running;

import org.jspecify.annotations.NullMarked;
