// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.lab;

import java.time.Duration;
import java.time.Instant;

/**
 * A webhook that the hub took in.
 *
 * @param at when it was sent
 * @param accepted how long the hub took to answer
 */
public record Sent(Instant at, Duration accepted) {}
