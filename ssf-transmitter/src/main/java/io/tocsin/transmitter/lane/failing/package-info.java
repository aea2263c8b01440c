// SPDX-License-Identifier: Apache-2.0
/**
 * Receivers that do not take what they are sent: how long we are patient, what people are told, when a stream stops.
 */
@NullMarked
package io.tocsin.transmitter.lane.failing;

import org.jspecify.annotations.NullMarked;
